import { effectivePermissions } from '../engine/effective-permissions.js';
import { expectedText, valueText } from '../engine/violation-text.js';
import { rolesWith } from '../engine/words.js';
import type { Binding } from '../model/binding.js';
import { type Capability, capabilities } from '../model/capability.js';
import type { Decision } from '../model/decision.js';
import type { Grant, GroupGrant } from '../model/grant.js';
import { pathText } from '../model/problem.js';
import type { Project } from '../model/project.js';
import { quotaLabel } from '../model/quota-label.js';
import type { Role } from '../model/role.js';
import { sizeLimits, sizeRank } from '../model/size-class.js';
import { someMembers } from '../model/some-member.js';
import type { Violation } from '../model/violation.js';
import { momentText } from '../util/time-text.js';
import { blocking } from './blocking.js';
import { relationOf } from './relations.js';
import type { Advice, AskPeople } from './suggestion.js';

/** What is known of the people of a tenant. */
export interface People {
	readonly project: Project;
	readonly roles: readonly Role[];
	/** The grants of everybody; of whoever asks alone, where they may not see those of others. */
	readonly grants: readonly Grant[];
	/** The grants of groups; none where they may not see those of others. */
	readonly groupGrants: readonly GroupGrant[];
	readonly bindings: readonly Binding[];
	/** Who asks. */
	readonly actor: string;
	readonly now: number;
}

/** How many people are named, and how many groups. */
const mostNamed = 10;

/** Fields whose values only whoever asks can know. */
const personal: ReadonlySet<string | number | undefined> = new Set(['tags', 'name', 'encryption_key', 'bucket']);

/** Says for each thing that stands between a decision and `allow` whom to ask, or what only whoever asks can fill in. */
export function advise(decision: Decision, people: People): Advice[] {
	const all = new Map<string, Advice>();
	for (const violation of blocking(decision)) {
		const advice = adviceOn(violation, decision, people);
		const key = `${advice.policy} ${advice.why}`;
		const known = all.get(key);
		const subjects = new Set([...(known?.subjects ?? []), violation.resource]);
		all.set(key, { ...advice, subjects: [...subjects] });
	}
	return [...all.values()];
}

function adviceOn(violation: Violation, decision: Decision, people: People): Advice {
	const { kind, policy, resource, path, expected, received, level } = violation;
	if (kind === 'error') {
		return ask(violation, people, 'can_manage_policies', `${policy} went wrong: it has to be corrected or unbound`);
	}
	if (personal.has(path[0])) {
		const why = `${pathText(path)} has to be ${expectedText(expected, path)}: only you know the value`;
		return { kind: 'fill_in', policy, subjects: [resource], path, expected, why };
	}
	const missing = relationOf(expected).value;
	const capability = capabilities.find((each) => each === missing);
	if (path[0] === 'actor' && capability !== undefined) {
		const why = `${people.actor} lacks ${capability} here; ${rolesWith(people.roles, 'can_grant')} can grant a role that has it`;
		return ask(violation, people, capability, why);
	}
	const size = sizeLimits.find((limit) => limit === received);
	if (path[0] === 'size_class' && size !== undefined && level === 'hard') {
		const roles = people.roles.filter(({ max_vm_size }) => sizeRank(max_vm_size) >= sizeRank(size));
		const why = `${people.actor} may ask for machines ${expectedText(expected, path)}; ${rolesWith(people.roles, 'can_grant')} can grant a role that allows ${size}`;
		return { ...ask(violation, people, 'can_grant', why), roles: roles.map(({ name }) => name).sort() };
	}
	if (level === 'soft') return approval(violation, decision, people);
	const quota = decision.quotas.find(({ id }) => id === resource);
	if (quota !== undefined) {
		const until = quota.per === null ? null : (quota.window?.ends_at ?? null);
		const taken = valueText(quota.used + quota.reserved, [quota.measure]);
		const limit = quota.limit === null ? expectedText(expected, path) : `of ${valueText(quota.limit, [quota.measure])}`;
		const asked = quota.requested === null ? '' : `, ${valueText(quota.requested, [quota.measure])} asked for`;
		const end = until === null ? '' : `, until ${momentText(until)}`;
		const why = `${quotaLabel(quota)} does not allow it (${taken} ${limit} taken${asked}${end}); ${rolesWith(people.roles, 'can_set_quota')} can raise it`;
		return { ...ask(violation, people, 'can_set_quota', why), until };
	}
	if (path[0] === 'project') {
		return ask(violation, people, 'can_manage_projects', `project ${people.project.name} is not what ${policy} allows`);
	}
	const why = `${policy} is bound hard: it allows ${pathText(path)} ${expectedText(expected, path)}; ${rolesWith(people.roles, 'can_manage_policies')} can bind it otherwise`;
	return ask(violation, people, 'can_manage_policies', why);
}

function ask({ policy, resource }: Violation, people: People, capability: Capability, why: string): AskPeople {
	const roles = people.roles.filter((role) => role.capabilities.includes(capability)).map(({ name }) => name);
	const holds = ({ capabilities: held }: Held) => held.includes(capability);
	return {
		kind: 'ask',
		policy,
		subjects: [resource],
		roles: roles.sort(),
		...thoseWho(people, holds),
		why,
		until: null,
	};
}

type Held = ReturnType<typeof effectivePermissions>;

function approval(violation: Violation, { outcomes }: Decision, people: People): AskPeople {
	const { policy, resource } = violation;
	const outcome = outcomes.find((each) => each.policy === policy && each.subject === resource);
	const owners = people.bindings.find(({ id }) => id === outcome?.binding)?.owner_roles ?? [];
	const why = `${policy} asks people: it can be approved as it is`;
	if (owners.length === 0) return ask(violation, people, 'can_approve', why);
	const those = thoseWho(people, ({ roles }) => owners.some((owner) => roles.includes(owner)));
	return { kind: 'ask', policy, subjects: [resource], roles: [...new Set(owners)], ...those, why, until: null };
}

function thoseWho(
	{ grants, groupGrants, roles, project, now }: People,
	can: (held: Held) => boolean,
): Pick<AskPeople, 'actors' | 'groups'> {
	const place = { provider: project.provider, project: project.name };
	const may = (actor: string, of: readonly Grant[]) => can(effectivePermissions(actor, of, roles, place, now));
	const actors = [...new Set(grants.map(({ actor }) => actor))].sort().filter((actor) => may(actor, grants));
	const groups = someMembers(groupGrants).filter((member) => may(member.actor, member.grants));
	return { actors: actors.slice(0, mostNamed), groups: groups.slice(0, mostNamed).map(({ group }) => group) };
}
