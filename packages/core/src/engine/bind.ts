import type { PolicyMetadata } from '../contracts/bundle.js';
import { type Binding, levels, type Scope, type SubjectKind } from '../model/binding.js';
import type { Action } from '../model/deployment.js';
import type { Project } from '../model/project.js';
import type { ResourceKind } from '../model/resource-kind.js';

/** Something that policies judge, and what bindings can be narrowed by. */
export interface Subject {
	/** A resource's address, a quota's id, or `deployment`. */
	readonly id: string;
	readonly subject: SubjectKind;
	readonly action: Action;
	/** The kind of the resource or of what the quota limits; `null` for the deployment. */
	readonly kind: ResourceKind | null;
}

/** A binding and the subjects for which it won. */
export interface Won {
	readonly binding: Binding;
	readonly policy: PolicyMetadata | null;
	readonly subjects: string[];
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
	policies: ReadonlyMap<string, PolicyMetadata>,
	subjects: readonly Subject[],
	project: Project,
): Won[] {
	const held = bindings
		.filter((binding) => holdsIn(binding.scope, project))
		.sort((a, b) => (a.policy === b.policy ? (a.id < b.id ? -1 : 1) : a.policy < b.policy ? -1 : 1));
	const all: Won[] = [];
	for (const id of new Set(held.map((binding) => binding.policy))) {
		const policy = policies.get(id) ?? null;
		const ranked = held
			.filter((binding) => binding.policy === id)
			.map((binding) => ({ binding, policy, subjects: [] as string[] }));
		const strongest = [...ranked].sort((a, b) => strength(b.binding) - strength(a.binding));
		for (const subject of subjects) {
			if (policy !== null && !applies(policy, subject, project)) continue;
			const winner = strongest.find(
				({ binding }) =>
					judges(binding, policy, subject.subject) &&
					(binding.scope.kind === undefined || binding.scope.kind === subject.kind),
			);
			winner?.subjects.push(subject.id);
		}
		all.push(...ranked.filter((won) => won.subjects.length > 0));
	}
	return all;
}

function judges(binding: Binding, policy: PolicyMetadata | null, subject: SubjectKind): boolean {
	if (policy === null) return binding.subject === undefined || binding.subject === subject;
	return (binding.subject ?? policy.subjects[0]) === subject;
}

function holdsIn(scope: Scope, project: Project): boolean {
	return (
		(scope.project === undefined || scope.project === project.name) &&
		(scope.provider === undefined || scope.provider === project.provider) &&
		(scope.environment === undefined || scope.environment === project.environment)
	);
}

function applies(policy: PolicyMetadata, subject: Subject, project: Project): boolean {
	return (
		(policy.providers === undefined || policy.providers.includes(project.provider)) &&
		(policy.actions === undefined || subject.subject === 'quota' || policy.actions.includes(subject.action)) &&
		(policy.kinds === undefined || subject.kind === null || policy.kinds.includes(subject.kind))
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
