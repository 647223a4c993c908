import type { Relation } from './relations.js';

/** How many of several values are tried. */
const most = 8;

/** `^(dev|prod)$` and `^prod$`: a pattern that only a few plain words can match. */
const plainWords = /^\^\(?(?:\?:)?([\p{L}\p{N} _:/=@-]+(?:\|[\p{L}\p{N} _:/=@-]+)*)\)?\$$/u;

/**
 * The values that a policy is known to accept, for the field that it names. Where it says only what a value must be like,
 * none: a value is not made up.
 *
 * @param now what stands there
 */
export function knownValues({ name, value }: Relation, now: unknown): readonly unknown[] {
	switch (name) {
		case 'is':
			// What a policy writes as a text may be words about the value, and not the value.
			return typeof value === 'boolean' || typeof value === 'number' ? [value] : [];
		case 'equals':
		case 'at_most':
		case 'at_least':
			return isPlain(value) ? [value] : [];
		case 'less_than':
			return typeof value === 'number' ? [value - 1] : [];
		case 'more_than':
			return typeof value === 'number' ? [value + 1] : [];
		case 'one_of':
			return Array.isArray(value) ? value.filter(isPlain).slice(0, most) : [];
		case 'other_than':
			return typeof value === 'boolean' ? [!value] : [];
		case 'includes':
			return Array.isArray(now) && isPlain(value) ? [[...now, value]] : [];
		case 'excludes':
			return Array.isArray(now) ? [now.filter((entry) => entry !== value)] : [];
		default:
			return typeof value === 'string' && /(?:^|_)like$/.test(name) ? wordsOf(value) : [];
	}
}

function isPlain(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function wordsOf(pattern: string): string[] {
	return plainWords.exec(pattern)?.[1]?.split('|').slice(0, most) ?? [];
}
