import type { PolicyMetadata } from '../contracts/bundle.js';
import { bind, type Subject } from '../engine/bind.js';
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
}

/** Finds the binding that another one won over for a subject; `null`: none, `undefined`: not known any more. */
export type RivalOf = (winner: Binding, subject: string) => Rival | null | undefined;

/**
 * Says which bindings others won over. It asks the very function that decides that: whoever wins where the winner is
 * taken away is the rival.
 */
export function rivalsIn({ bindings, policies, subjects, project }: Bound): RivalOf {
	const loaded = new Map(
		[...policies].map(([id, metadata]) => [id, { metadata, parametersFault: () => null }] as const),
	);
	const without = new Map<string, ReadonlyMap<string, Binding>>();
	const nextTo = (winner: Binding) => {
		const known = without.get(winner.id);
		if (known !== undefined) return known;
		const others = bindings.filter(({ id }) => id !== winner.id);
		const next = new Map<string, Binding>();
		for (const { binding, subjects: judged } of bind(others, loaded, subjects, project)) {
			if (binding.policy !== winner.policy) continue;
			for (const subject of judged) next.set(subject, binding);
		}
		without.set(winner.id, next);
		return next;
	};
	return (winner, subject) => {
		const now = bindings.find(({ id }) => id === winner.id);
		// One that was changed or taken away since says nothing of what it won over then.
		if (now === undefined || canonicalJson(now) !== canonicalJson(winner)) return undefined;
		const rival = nextTo(winner).get(subject);
		if (rival === undefined) return null;
		const { id, level, scope } = rival;
		return { id, level, scope, because: reasonFor(winner, rival) };
	};
}

function reasonFor(winner: Binding, rival: Binding): Rival['because'] {
	if (canonicalJson(Object.keys(winner.scope).sort()) !== canonicalJson(Object.keys(rival.scope).sort())) {
		return 'narrower';
	}
	return winner.level === rival.level ? 'first' : 'stricter';
}
