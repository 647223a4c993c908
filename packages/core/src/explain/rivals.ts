import type { PolicyMetadata } from '../contracts/bundle.js';
import { bind, type Subject, type Won } from '../engine/bind.js';
import { specificityOf } from '../engine/specificity.js';
import type { Binding } from '../model/binding.js';
import type { Project } from '../model/project.js';
import { canonicalJson } from '../util/canonical-json.js';
import type { Rival } from './explanation.js';

/** What was bound, and to what. */
export interface Bound {
	readonly bindings: readonly Binding[];
	readonly policies: ReadonlyMap<string, PolicyMetadata>;
	readonly subjects: readonly Subject[];
	readonly project: Project;
	/** The moment of the decision, in milliseconds since 1970. */
	readonly now: number;
}

/** Finds the binding that another one won over for a policy and a subject; `null`: none, `undefined`: not known any more. */
export type RivalOf = (policy: string, winner: Binding, subject: string) => Rival | null | undefined;

/**
 * Says which bindings others won over. It asks the very function that decides that: whoever wins where the winner is
 * taken away is the rival.
 */
export function rivalsIn({ bindings, policies, subjects, project, now }: Bound): RivalOf {
	const loaded = new Map(
		[...policies].map(([id, metadata]) => [id, { metadata, parametersFault: () => null }] as const),
	);
	const without = new Map<string, readonly Won[]>();
	const othersThan = (winner: Binding) => {
		const known = without.get(winner.id);
		if (known !== undefined) return known;
		const others = bindings.filter(({ id }) => id !== winner.id);
		const { won } = bind(others, loaded, subjects, project, now);
		without.set(winner.id, won);
		return won;
	};
	return (policy, winner, subject) => {
		const today = bindings.find(({ id }) => id === winner.id);
		// One that was changed or taken away since says nothing of what it won over then.
		if (today === undefined || canonicalJson(today) !== canonicalJson(winner)) return undefined;
		const next = othersThan(winner).find(({ id, subjects: judged }) => id === policy && judged.includes(subject));
		if (next === undefined) return null;
		const { id, level, scope } = next.binding;
		return { id, level, scope, because: reasonFor(winner, next.binding) };
	};
}

function reasonFor(winner: Binding, rival: Binding): Rival['because'] {
	if (specificityOf(winner) !== specificityOf(rival)) return 'narrower';
	return winner.level === rival.level ? 'first' : 'stricter';
}
