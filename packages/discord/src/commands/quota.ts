import {
	limitAt,
	measureWords,
	type Quota,
	quotaLabel,
	quotaPeriods,
	resourceKinds,
	valueText,
} from '@portcullis/core';
import type { ChatInputCommandInteraction } from 'discord.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import type { Words } from '../i18n/words.js';
import type { Reply } from '../reply.js';
import { mention, moment } from '../text/mention.js';
import { label, safeText } from '../text/safe-text.js';
import { bar } from '../views/bar.js';
import { fieldsView } from '../views/list-view.js';
import { refusalView } from '../views/refusal-view.js';
import { offerProjects } from './offers.js';
import { numberOption, projectOption, textOption, userOption, wholeOption } from './options.js';
import { subcommands } from './subcommands.js';

const about = [
	numberOption('limit', 'How many, how many vCPU or GiB, or how many US dollars', true),
	projectOption(false),
	userOption('user', 'A person: what they have made, in every project'),
	textOption('kind', 'Which kind of resource counts; every kind if left out', { choices: resourceKinds }),
	textOption('measure', 'What is counted; how many if left out', { choices: Object.keys(measureWords) }),
	textOption('per', 'How long what is added counts; left out, what stands counts', { choices: quotaPeriods }),
];

/** `/cloud-quota`: how much is taken of each quota; sets and overrides limits. */
export const quotaCommand: Command = {
	...subcommands('cloud-quota', 'Show quotas, and set or override their limits', {
		show: {
			run: show,
			description: 'Show how much is taken of each quota',
			options: [projectOption(false)],
		},
		set: {
			run: set,
			description: 'Set a limit: of a project, a person, or the whole server',
			options: about,
		},
		override: {
			run: override,
			description: 'Set another limit for a time',
			options: [
				...about.slice(0, 1),
				wholeOption('hours', 'For how many hours', 1, 24 * 366, true),
				textOption('reason', 'Why', { required: true, most: 500 }),
				...about.slice(1),
			],
		},
	}),
	offer: offerProjects,
};

type Asked = ChatInputCommandInteraction<'cached'>;

async function show(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const listed = await bot.gate.quotas.list(
		callerOf(interaction),
		interaction.options.getString('project') ?? undefined,
	);
	if (listed.kind === 'refused') return refusalView(listed, words);
	if (listed.value.length === 0) return { content: words.noQuotas };
	const now = bot.clock();
	const fields = listed.value.map((quota) => ({
		name: label(quotaLabel(quota), 200),
		value: quotaText(quota, now, words),
	}));
	return fieldsView(words.quotasTitle, fields, words);
}

function quotaText(quota: Quota, now: number, words: Words): string {
	const shown = (value: number) => valueText(value, [quota.measure]);
	const limit = limitAt(quota, now);
	const taken = quota.used + quota.reserved;
	const held = quota.reserved === 0 ? '' : words.held(shown(quota.reserved));
	const lines = [
		words.quotaUse(bar(taken, limit), shown(taken), limit === null ? words.unlimited : shown(limit)) + held,
	];
	if (quota.window !== null) lines.push(words.resets(moment(quota.window.ends_at, 'R')));
	const { override } = quota;
	if (override !== null && now < override.until) {
		lines.push(words.overridden(moment(override.until), mention(override.by), safeText(override.reason, 200)));
	}
	return lines.join('\n');
}

async function set(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const set = await bot.gate.quotas.set(callerOf(interaction), reference(interaction));
	if (set.kind === 'refused') return refusalView(set, words);
	const { limit, measure } = set.value;
	return {
		content: words.quotaSet(
			safeText(quotaLabel(set.value)),
			limit === null ? words.unlimited : valueText(limit, [measure]),
		),
	};
}

async function override(interaction: Asked, bot: Bot, words: Words): Promise<Reply> {
	const { options } = interaction;
	const raised = await bot.gate.quotas.override(callerOf(interaction), {
		...reference(interaction),
		until: bot.clock() + options.getInteger('hours', true) * 3_600_000,
		reason: options.getString('reason', true),
	});
	if (raised.kind === 'refused') return refusalView(raised, words);
	const { override, measure } = raised.value;
	const limit = override === null ? words.unlimited : valueText(override.limit, [measure]);
	return {
		content: words.quotaOverridden(
			safeText(quotaLabel(raised.value)),
			limit,
			override === null ? '' : moment(override.until),
		),
	};
}

// Whose quota it is: of what was named, or of the whole tenant. Two at once are the gate's to refuse.
function reference({ options }: Asked) {
	const project = options.getString('project');
	const user = options.getUser('user');
	const kind = options.getString('kind');
	const per = options.getString('per');
	const word = options.getString('measure') ?? 'count';
	const { measure, scale } = Object.entries(measureWords).find(([each]) => each === word)?.[1] ?? measureWords.count;
	return {
		...(project === null ? {} : { project }),
		...(user === null ? {} : { actor: user.id }),
		...(project === null && user === null ? { tenant: true } : {}),
		...(kind === null ? {} : { kind }),
		...(per === null ? {} : { per }),
		measure,
		limit: Math.round(options.getNumber('limit', true) * scale),
	};
}
