import {
	addressOf,
	historyEventKinds,
	historyEvents,
	isGroupGrant,
	type MachineUse,
	type ProviderId,
	sessionTitle,
	sizeClasses,
} from '@portcullis/core';
import type { AutocompleteInteraction } from 'discord.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';
import type { Offer } from '../command.js';

type Typing = AutocompleteInteraction<'cached'>;

const named = (names: Iterable<string>): Offer => [...names].map((name) => ({ name, value: name }));

/** The projects that whoever types may see. */
export async function offerProjects(interaction: Typing, bot: Bot): Promise<Offer> {
	return named((await projects(interaction, bot)).map(({ name }) => name));
}

/** The resources of the project that was typed. */
export async function offerResources(interaction: Typing, bot: Bot): Promise<Offer> {
	const project = interaction.options.getString('project') ?? '';
	const caller = callerOf(interaction);
	const found = await bot.lookup.list(caller, `resources ${project}`, (gate) => gate.resources(caller, project));
	return named(found.map(({ resource }) => addressOf(resource)));
}

/** The regions of the project that was typed; of a cloud, where a project is being made. */
export async function offerRegions(interaction: Typing, bot: Bot): Promise<Offer> {
	const provider = interaction.options.getString('provider');
	if (provider !== null) return named(isProvider(provider) ? (bot.catalogue?.regions(provider) ?? []) : []);
	const project = await typedProject(interaction, bot);
	return named(project?.regions ?? []);
}

/** Size classes, and the machine types of the project's cloud. */
export async function offerSizes(interaction: Typing, bot: Bot, use: MachineUse): Promise<Offer> {
	const project = await typedProject(interaction, bot);
	const types = project === undefined ? [] : (bot.catalogue?.machineTypes(project.provider, use) ?? []);
	return named([...sizeClasses.slice(0, 8), ...types]);
}

/** The roles of the tenant. */
export async function offerRoles(interaction: Typing, bot: Bot): Promise<Offer> {
	const caller = callerOf(interaction);
	const roles = await bot.lookup.list(caller, 'roles', (gate) => gate.roles.list(caller));
	return named(roles.map(({ name }) => name));
}

/** The grants that whoever types may see, each with whose it is. */
export async function offerGrants(interaction: Typing, bot: Bot): Promise<Offer> {
	const caller = callerOf(interaction);
	const grants = await bot.lookup.list(caller, 'grants', (gate) => gate.grants.list(caller));
	const { members, roles } = interaction.guild;
	return grants.map((grant) => {
		const who = isGroupGrant(grant)
			? `@${roles.cache.get(grant.group)?.name ?? grant.group}`
			: (members.cache.get(grant.actor)?.displayName ?? grant.actor);
		const where = grant.project ?? grant.provider;
		return { name: `${who}: ${grant.role}${where === undefined ? '' : ` in ${where}`}`, value: grant.id };
	});
}

/** The requests that whoever types may see, the newest first, each with what it is about. */
export async function offerSessions(interaction: Typing, bot: Bot): Promise<Offer> {
	const caller = callerOf(interaction);
	const views = await bot.lookup.list(caller, 'sessions', (gate) => gate.list(caller, { limit: 100 }));
	return views.map(({ session }) => ({ name: `${sessionTitle(session)} (${session.status})`, value: session.id }));
}

/** The kinds of events that the history tells of: single ones, and words that stand for all that begin so. */
export async function offerEvents(): Promise<Offer> {
	return named([...historyEventKinds, ...historyEvents]);
}

/** The bindings, each with what it binds. */
export async function offerBindings(interaction: Typing, bot: Bot): Promise<Offer> {
	const bindings = await bindingsOf(interaction, bot);
	return bindings.map(({ id, policy, level }) => ({ name: `${policy} (${level})`, value: id }));
}

/** The policies that there are, the tenant's own among them. */
export async function offerPolicies(interaction: Typing, bot: Bot): Promise<Offer> {
	const caller = callerOf(interaction);
	const policies = await bot.lookup.list(caller, 'policies', (gate) => gate.policies.list(caller));
	return policies.map(({ id, metadata }) => ({ name: `${id}: ${metadata.title}`, value: id }));
}

async function bindingsOf(interaction: Typing, bot: Bot) {
	const caller = callerOf(interaction);
	return bot.lookup.list(caller, 'bindings', (gate) => gate.bindings.list(caller));
}

async function projects(interaction: Typing, bot: Bot) {
	const caller = callerOf(interaction);
	return bot.lookup.list(caller, 'projects', (gate) => gate.projects.list(caller));
}

async function typedProject(interaction: Typing, bot: Bot) {
	const name = interaction.options.getString('project');
	return (await projects(interaction, bot)).find((project) => project.name === name);
}

function isProvider(word: string): word is ProviderId {
	return word === 'gcp' || word === 'aws' || word === 'azure';
}

/** The waivers that hold, each with what it lifts. */
export async function offerWaivers(interaction: Typing, bot: Bot): Promise<Offer> {
	const caller = callerOf(interaction);
	const waivers = await bot.lookup.list(caller, 'waivers', (gate) => gate.waivers.list(caller));
	return waivers
		.filter(({ standing }) => standing !== 'expired')
		.map(({ waiver: { id, policy, scope } }) => ({ name: `${policy} ${scope.project ?? ''}`.trim(), value: id }));
}
