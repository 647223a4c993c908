import type { Problem } from '@portcullis/core';

/** A moment that was understood, with the words that it was given by. */
export interface TypedMoment {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly typed: string;
}

/** Says of the problems with a moment which option it came from, and what was typed there instead of milliseconds. */
export function asTyped(
	problems: readonly Problem[],
	field: string,
	option: string,
	moment: TypedMoment | undefined,
): readonly Problem[] {
	if (moment === undefined) return problems;
	return problems.map((found) =>
		found.path[0] === field ? { ...found, path: [option], received: moment.typed } : found,
	);
}
