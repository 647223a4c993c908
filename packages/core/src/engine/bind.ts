import { type Binding, levels, type Scope, type SubjectKind } from '../model/binding.js';
import type { Action } from '../model/deployment.js';
import type { Project } from '../model/project.js';
import type { QuotaAbout } from '../model/quota.js';
import type { ResourceKind } from '../model/resource-kind.js';
import type { LoadedPolicy } from './load-bundle.js';

/** Something that policies judge, and what bindings can be narrowed by. */
export interface Subject {
	/** A resource's address, a quota's id, or `deployment`. */
	readonly id: string;
	readonly subject: SubjectKind;
	readonly action: Action;
	/** The kinds that it is about: one for a resource or a quota, all that it touches for the deployment. */
	readonly kinds: readonly ResourceKind[];
	/** What it is about, where it is a quota. */
	readonly quota?: QuotaSubject;
}

/** What policies of quotas can be narrowed by, and what texts can say of a quota. */
export interface QuotaSubject extends Omit<QuotaAbout, 'id'> {
	/** When its window ends, in milliseconds since 1970; `null` where it has none. */
	readonly ends_at: number | null;
}

/** A binding and the subjects for which it won. */
export interface Won {
	readonly binding: Binding;
	readonly policy: LoadedPolicy | null;
	readonly subjects: string[];
	/** Why its policy cannot be asked; its subjects are then errors. `null` where it can. */
	readonly fault: string | null;
}

/**
 * Works out which binding judges which subject: for each policy and subject the most specific one that holds there
 * (project before kind before environment before provider), and of equally specific ones the strictest. Subjects that a
 * policy's METADATA leaves out (kinds, providers, actions) are not handed to it.
 *
 * @returns the bindings that won, in order of policy and id. A binding of a policy that the bundle lacks is returned
 * with `policy: null` and every subject it could have meant, so that it is never passed over in silence.
 */
export function bind(
	bindings: readonly Binding[],
	policies: ReadonlyMap<string, LoadedPolicy>,
	subjects: readonly Subject[],
	project: Project,
): Won[] {
	const held = bindings.filter(({ scope }) => holdsIn(scope, project)).sort(byPolicyAndId);
	const all: Won[] = [];
	for (const id of new Set(held.map((binding) => binding.policy))) {
		const policy = policies.get(id) ?? null;
		if (policy !== null && !(policy.metadata.providers?.includes(project.provider) ?? true)) continue;
		const ranked = held
			.filter((binding) => binding.policy === id)
			.map((binding): Won => ({ binding, policy, subjects: [], fault: faultOf(binding, policy) }));
		// A stable sort: of equally strong ones the first id stays first.
		const strongest = [...ranked].sort((a, b) => strength(b.binding) - strength(a.binding));
		for (const subject of subjects) {
			if (policy !== null && !applies(policy, subject)) continue;
			for (const won of strongest) {
				if (!judges(won, subject)) continue;
				won.subjects.push(subject.id);
				break;
			}
		}
		all.push(...ranked.filter((won) => won.subjects.length > 0));
	}
	return all;
}

function byPolicyAndId(a: Binding, b: Binding): number {
	if (a.policy !== b.policy) return a.policy < b.policy ? -1 : 1;
	return a.id < b.id ? -1 : 1;
}

function faultOf(binding: Binding, policy: LoadedPolicy | null): string | null {
	if (policy === null) return 'the bundle has no such policy';
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

/** Whether a scope that holds in the project takes a subject in. */
export function covers({ kind }: Scope, { kinds }: Subject): boolean {
	return kind === undefined || kinds.includes(kind);
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
	const { actions, kinds } = metadata;
	return (
		judgesQuota(metadata, subject) &&
		(actions === undefined || actions.includes(subject.action)) &&
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

// Powers of two: two bindings are equally specific only where they are narrowed by the same fields. The level comes last.
function strength({ scope, level }: Binding): number {
	const specificity =
		(scope.project === undefined ? 0 : 8) +
		(scope.kind === undefined ? 0 : 4) +
		(scope.environment === undefined ? 0 : 2) +
		(scope.provider === undefined ? 0 : 1);
	return specificity * levels.length + levels.indexOf(level);
}
