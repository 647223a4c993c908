import type { PlacedProblem } from '../output/json-document.js';

/** Input that was understood, or what is wrong with it. */
export type Understood<Value> =
	| { readonly kind: 'understood'; readonly value: Value }
	| { readonly kind: 'problems'; readonly problems: readonly PlacedProblem[] };

/** Wraps what was understood. */
export function understood<Value>(value: Value): Understood<Value> {
	return { kind: 'understood', value };
}

/** Wraps one problem. */
export function misunderstood(
	problem: Omit<PlacedProblem, 'kind' | 'path'> & { readonly path?: PlacedProblem['path'] },
): {
	readonly kind: 'problems';
	readonly problems: readonly PlacedProblem[];
} {
	return { kind: 'problems', problems: [{ kind: 'problem', path: [], ...problem }] };
}
