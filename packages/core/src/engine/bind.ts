import { matchesAddress } from '../model/address-pattern.js';
import { type Binding, holdsAt, type Scope } from '../model/binding.js';
import type { DecisionWarning } from '../model/decision.js';
import { isPolicyPattern, namesPolicy } from '../model/policy-pattern.js';
import type { Project } from '../model/project.js';
import type { QuotaAbout } from '../model/quota.js';
import { tenantPolicyPrefix } from '../model/tenant-policy.js';
import { type Action, levels, type ResourceKind, type SubjectKind } from '../model/vocabulary.js';
import type { LoadedPolicy } from './load-bundle.js';
import { specificityOf } from './specificity.js';

/** Something that policies judge, and what bindings can be narrowed by. */
export interface Subject {
	/** A resource's address, a quota's id, or `deployment`. */
	readonly id: string;
	readonly subject: SubjectKind;
	/** What is done to it: one, or of a plan several; `delete` beside `modify` where it is replaced. */
	readonly actions: readonly Action[];
	/** Whether a plan is judged. */
	readonly inPlan: boolean;
	/** The kinds that it is about: one for a resource or a quota, all that it touches for the deployment. */
	readonly kinds: readonly ResourceKind[];
	/** What the deployment touches; left out of anything else. */
	readonly addresses?: readonly string[];
	/** What it is about, where it is a quota. */
	readonly quota?: QuotaSubject;
}

/** What policies of quotas can be narrowed by, and what texts can say of a quota. */
export interface QuotaSubject extends Omit<QuotaAbout, 'id'> {
	/** When its window ends, in milliseconds since 1970; `null` where it has none. */
	readonly ends_at: number | null;
}

/** A policy that is asked, by which binding, and the subjects for which that one won. */
export interface Won {
	/** The policy: the one that the binding names, or one of its pattern. */
	readonly id: string;
	readonly binding: Binding;
	readonly policy: LoadedPolicy | null;
	readonly subjects: string[];
	/** Why its policy cannot be asked; its subjects are then errors. `null` where it can. */
	readonly fault: string | null;
}

/** Who judges what. */
export interface Bound {
	/** In order of policy and binding. */
	readonly won: readonly Won[];
	/** Bindings that hold in the project at the moment, and judge nothing of this. */
	readonly idle: readonly Binding[];
	readonly warnings: readonly DecisionWarning[];
}

/**
 * Works out which binding judges which subject: of those that hold in the project at the moment, for each policy and
 * subject the most specific one (see {@link specificityOf}), and of equally specific ones the strictest, with a warning.
 * Subjects that a policy's METADATA leaves out (kinds, providers, actions) are not handed to it.
 *
 * A binding of a policy that the bundle lacks, or of a pattern that none matches, wins with `policy: null` every subject
 * that it could have meant, so that it is never passed over in silence.
 */
export function bind(
	bindings: readonly Binding[],
	policies: ReadonlyMap<string, LoadedPolicy>,
	subjects: readonly Subject[],
	project: Project,
	now: number,
): Bound {
	const held = bindings.filter((binding) => holdsIn(binding.scope, project) && holdsAt(binding, now)).sort(byId);
	const byPolicy = new Map<string, Binding[]>();
	for (const binding of held) {
		for (const id of policiesOf(binding, policies)) {
			const others = byPolicy.get(id);
			if (others === undefined) byPolicy.set(id, [binding]);
			else others.push(binding);
		}
	}
	const all: Won[] = [];
	const warnings: DecisionWarning[] = [];
	for (const id of [...byPolicy.keys()].sort()) {
		const policy = policies.get(id) ?? null;
		if (policy !== null && !(policy.metadata.providers?.includes(project.provider) ?? true)) continue;
		const named = byPolicy.get(id) ?? [];
		const won = named.map((binding): Won => ({ id, binding, policy, subjects: [], fault: faultOf(binding, policy) }));
		const strongest = byStrength(won);
		const equals = strongest.some(({ rank }, index) => rank === strongest[index - 1]?.rank);
		const ties = new Map<Binding, Set<Binding>>();
		for (const subject of subjects) {
			if (policy !== null && !applies(policy, subject)) continue;
			const first = strongest.findIndex((each) => judges(each.won, subject));
			const winner = strongest[first];
			if (winner === undefined) continue;
			winner.won.subjects.push(subject.id);
			if (!equals) continue;
			for (const other of strongest.slice(first + 1)) {
				if (other.rank !== winner.rank || !judges(other.won, subject)) continue;
				const { binding } = winner.won;
				ties.set(binding, (ties.get(binding) ?? new Set()).add(other.won.binding));
			}
		}
		for (const [judged, gaveWay] of ties) for (const other of gaveWay) warnings.push(equalBindings(id, judged, other));
		all.push(...won.filter((each) => each.subjects.length > 0));
	}
	const winners = new Set(all.map(({ binding }) => binding));
	return { won: all, idle: held.filter((binding) => !winners.has(binding)), warnings };
}

/** Warns of two bindings of which none is more specific. */
export function equalBindings(policy: string, judged: Binding, gaveWay: Binding): DecisionWarning {
	const why = judged.level === gaveWay.level ? 'its id comes first' : 'it is the stricter one';
	return {
		code: 'BINDINGS_EQUALLY_SPECIFIC',
		message: `bindings ${judged.id} (${judged.level}) and ${gaveWay.id} (${gaveWay.level}) of ${policy} are equally specific where both hold; ${judged.id} judges there, since ${why}`,
		policy,
		bindings: [judged.id, gaveWay.id],
	};
}

// A pattern that matches nothing stands for itself: it is no policy, and its subjects are errors.
function policiesOf({ policy }: Binding, policies: ReadonlyMap<string, LoadedPolicy>): readonly string[] {
	if (!isPolicyPattern(policy)) return [policy];
	const matched = [...policies.keys()].filter((id) => namesPolicy(policy, id));
	return matched.length === 0 ? [policy] : matched;
}

// A stable sort: of equally strong ones the first id stays first.
function byStrength(won: readonly Won[]): { readonly won: Won; readonly rank: number }[] {
	return won
		.map((each) => ({ won: each, rank: specificityOf(each.binding) }))
		.sort((a, b) => b.rank - a.rank || levels.indexOf(b.won.binding.level) - levels.indexOf(a.won.binding.level));
}

function byId(a: Binding, b: Binding): number {
	return a.id < b.id ? -1 : 1;
}

function faultOf(binding: Binding, policy: LoadedPolicy | null): string | null {
	if (policy === null) {
		const whose = binding.policy.startsWith(tenantPolicyPrefix) ? 'the tenant' : 'the bundle';
		return isPolicyPattern(binding.policy)
			? `${whose} has no policy that ${binding.policy} matches`
			: `${whose} has no such policy`;
	}
	const { subjects } = policy.metadata;
	if (binding.subject !== undefined && !subjects.includes(binding.subject)) {
		return `it is bound to judge each ${binding.subject}, and judges ${subjects.join(' or ')}`;
	}
	// A bundle can have changed since the binding was made: a parameter that the policy does not know narrows nothing.
	return policy.parametersFault(binding.parameters);
}

function judges({ binding, policy }: Won, subject: Subject): boolean {
	const meant = binding.subject ?? policy?.metadata.subjects[0];
	if (meant !== undefined && meant !== subject.subject) return false;
	return covers(binding.scope, subject);
}

// A quota is of many resources, most of them not of this deployment: a pattern of addresses says nothing of it.
function touches({ subject, id, addresses = [] }: Subject, resource: string): boolean {
	if (subject === 'resource') return matchesAddress(resource, id);
	return addresses.some((address) => matchesAddress(resource, address));
}

/** Whether a scope that holds in the project takes a subject in. */
export function covers({ kind, resource }: Scope, subject: Subject): boolean {
	if (kind !== undefined && !subject.kinds.includes(kind)) return false;
	return resource === undefined || touches(subject, resource);
}

/** Whether a scope that holds in the project takes in all that a subject is about. */
export function coversAll({ kind, resource }: Scope, subject: Subject): boolean {
	if (kind !== undefined && !subject.kinds.every((each) => each === kind)) return false;
	if (resource === undefined) return true;
	const addresses = subject.subject === 'resource' ? [subject.id] : (subject.addresses ?? []);
	return addresses.length > 0 && addresses.every((address) => matchesAddress(resource, address));
}

/** Whether a scope holds in a project. */
export function holdsIn(scope: Scope, project: Project): boolean {
	return (
		(scope.project === undefined || scope.project === project.name) &&
		(scope.provider === undefined || scope.provider === project.provider) &&
		(scope.environment === undefined || scope.environment === project.environment)
	);
}

function applies({ metadata }: LoadedPolicy, subject: Subject): boolean {
	const { actions, kinds, plans } = metadata;
	return (
		(plans !== true || subject.inPlan) &&
		judgesQuota(metadata, subject) &&
		(actions === undefined || subject.actions.some((action) => actions.includes(action))) &&
		(kinds === undefined || subject.kinds.some((kind) => kinds.includes(kind)))
	);
}

/** Whether a policy judges quotas like this one, whatever the binding. */
export function judgesQuota(
	{ quotas }: Pick<LoadedPolicy['metadata'], 'quotas'>,
	{ quota }: Pick<Subject, 'quota'>,
): boolean {
	if (quotas === undefined || quota === undefined) return true;
	const { measures, owners, windows } = quotas;
	return (
		(measures === undefined || measures.includes(quota.measure)) &&
		(owners === undefined || owners.includes(quota.owner)) &&
		(windows === undefined || windows === (quota.per !== null))
	);
}
