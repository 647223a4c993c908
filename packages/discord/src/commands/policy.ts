import {
	type Binding,
	environments,
	levels,
	mostSourceBytes,
	namesPolicy,
	refused,
	resourceKinds,
	scopeText,
	en as shared,
} from '@portcullis/core';
import type { ChatInputCommandInteraction } from 'discord.js';
import { opened } from '../ask.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import type { Words } from '../i18n/words.js';
import { download } from '../input/download.js';
import type { Reply } from '../reply.js';
import { code, label, safeText } from '../text/safe-text.js';
import { fieldsView, listView } from '../views/list-view.js';
import { refusalView } from '../views/refusal-view.js';
import { offerByOption } from './offer-by-option.js';
import { offerBindings, offerPolicies, offerProjects } from './offers.js';
import { fileOption, flagOption, projectOption, textOption, wholeOption } from './options.js';
import { subcommands } from './subcommands.js';

/** `/cloud-policy`: which policies are in force; binds and unbinds them. */
export const policyCommand: Command = {
	...subcommands('cloud-policy', 'Show the policies in force, bind and unbind them', {
		list: { description: 'List the policies in force', run: list },
		show: {
			run: show,
			description: 'Show how a policy is bound: where, how strictly, with which parameters',
			options: [
				textOption('policy', 'The policy, such as cost.hourly_limit', { required: true, offered: true, most: 100 }),
			],
		},
		bind: {
			run: bind,
			description: 'Put a policy in force',
			options: [
				textOption('policy', 'The policy, such as cost.hourly_limit', { required: true, offered: true, most: 100 }),
				textOption('level', 'advisory informs, soft asks people, hard denies', { required: true, choices: levels }),
				textOption('parameters', 'Its parameters as JSON, such as {"max_hourly_micros": 500000}', { most: 2000 }),
				projectOption(false),
				textOption('environment', 'Only in projects of this environment', { choices: environments }),
				textOption('kind', 'Only for resources of this kind', { choices: resourceKinds }),
				textOption('owner', 'The role that approves; several one after the other, such as Finance, Security', {
					most: 200,
				}),
				wholeOption('quorum', 'How many people of it must approve', 1, 16),
			],
		},
		add: {
			run: add,
			description: 'Add a policy of your own: a .rego file, checked and tested',
			options: [
				fileOption('file', 'The policy, a .rego file', true),
				fileOption('tests', 'Its tests, a _test.rego file', false),
				flagOption('untested', 'Take it though it has no tests'),
			],
		},
		unbind: {
			run: unbind,
			description: 'Take a policy out of force',
			options: [
				textOption('binding', 'Which binding; those that there are, are offered', {
					required: true,
					offered: true,
					most: 100,
				}),
			],
		},
	}),
	offer: offerByOption({ project: offerProjects, binding: offerBindings, policy: offerPolicies }),
};

type Asked = ChatInputCommandInteraction<'cached'>;

async function list(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const bindings = await bot.gate.bindings.list(callerOf(interaction));
	if (bindings.kind === 'refused') return refusalView(bindings, words);
	if (bindings.value.length === 0) return { content: words.noPolicies };
	const lines = [...bindings.value]
		.sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level) || (a.policy < b.policy ? -1 : 1))
		.map(({ policy, level, scope }) => words.policyLine(code(policy), level, code(scopeText(scope))));
	return listView(words.policiesTitle, lines, words);
}

async function show(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const policy = interaction.options.getString('policy', true);
	const bindings = await bot.gate.bindings.list(callerOf(interaction));
	if (bindings.kind === 'refused') return refusalView(bindings, words);
	const known = await bot.gate.policies.list(callerOf(interaction));
	const about = known.kind === 'ok' ? known.value.find(({ id }) => id === policy) : undefined;
	const found = bindings.value.filter((binding) => namesPolicy(binding.policy, policy));
	if (found.length === 0 && about === undefined) return { content: words.notBound(code(policy)) };
	const { title = '', description = '' } = about?.metadata ?? {};
	const text = about === undefined ? '' : words.policyAbout(safeText(title, 100), safeText(description, 500));
	const fields = found.map((binding) => ({
		name: `${binding.level} ${code(scopeText(binding.scope))}`,
		value: bindingText(binding, words),
	}));
	const none = found.length === 0 ? [{ name: words.policiesTitle, value: words.notBound(code(policy)) }] : [];
	return fieldsView(
		words.policyTitle(label(policy)),
		[...(text === '' ? [] : [{ name: words.about, value: text }]), ...fields, ...none],
		words,
	);
}

function bindingText({ parameters, owner_roles, quorum }: Binding, words: Words): string {
	const set = Object.entries(parameters)
		.slice(0, 8)
		.map(([name, value]) => code(`${name} = ${JSON.stringify(value)}`, 90));
	const owners =
		owner_roles.length === 0 ? shared.whoeverHas('can_approve') : owner_roles.map((role) => code(role)).join(' → ');
	return [...set, `${words.owners}: ${owners} (${quorum})`].join('\n');
}

async function bind(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const { options } = interaction;
	const parameters = readParameters(options.getString('parameters') ?? '{}');
	if (parameters === null) return refusalView(refused('INPUT_INVALID', words.parametersUnreadable), words);
	const text = (name: string) => options.getString(name);
	const scope = Object.fromEntries(
		['project', 'environment', 'kind'].flatMap((name) => (text(name) === null ? [] : [[name, text(name)]])),
	);
	const owner = text('owner');
	const quorum = options.getInteger('quorum');
	const bound = await bot.gate.bindings.add(callerOf(interaction), {
		policy: options.getString('policy', true),
		level: options.getString('level', true),
		parameters,
		scope,
		...(owner === null ? {} : { owner_roles: owner.split(',').map((role) => role.trim()) }),
		...(quorum === null ? {} : { quorum }),
	});
	if (bound.kind === 'refused') return refusalView(bound, words);
	bot.lookup.forget(interaction.guildId);
	if (bound.value.kind === 'session') return opened(interaction, bot, words, bound.value.view);
	const { policy, level } = bound.value.change.binding;
	return { content: words.bound(code(policy), level) };
}

async function unbind(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const removed = await bot.gate.bindings.remove(callerOf(interaction), interaction.options.getString('binding', true));
	if (removed.kind === 'refused') return refusalView(removed, words);
	bot.lookup.forget(interaction.guildId);
	if (removed.value.kind === 'session') return opened(interaction, bot, words, removed.value.view);
	return { content: words.unbound(code(removed.value.change.binding.policy)) };
}

// What is wrong with a policy the gate says: it is checked, and tested by its own tests, before anybody is asked.
async function add(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const { options } = interaction;
	const files = [options.getAttachment('file', true), options.getAttachment('tests')].flatMap((file) => file ?? []);
	const size = files.reduce((sum, file) => sum + file.size, 0);
	if (size > mostSourceBytes) {
		const named = label(files[0]?.name ?? '');
		return refusalView(refused('INPUT_INVALID', words.fileTooLarge(named, mostSourceBytes)), words);
	}
	const sources = await Promise.all(files.map(async ({ name, url }) => ({ path: name, text: await download(url) })));
	const added = await bot.gate.policies.add(callerOf(interaction), {
		sources,
		allow_untested: options.getBoolean('untested') ?? false,
	});
	if (added.kind === 'refused') return refusalView(added, words);
	bot.lookup.forget(interaction.guildId);
	if (added.value.kind === 'session') return opened(interaction, bot, words, added.value.view);
	const { policy, tests } = added.value.change;
	return { content: words.policyAdded(code(policy.id), tests) };
}

function readParameters(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
