import { sizeLimits, sizeRank } from '../model/size-class.js';

/** What a policy expects, where it says so in a relation: `{ "at_most": 10 }` is `at_most` and `10`. */
export interface Relation {
	readonly name: string;
	readonly value: unknown;
}

/** Reads what a policy expects; a plain value is what it must be. */
export function relationOf(expected: unknown): Relation {
	if (typeof expected === 'object' && expected !== null && !Array.isArray(expected)) {
		const [entry, ...more] = Object.entries(expected);
		if (entry !== undefined && more.length === 0) return { name: entry[0], value: entry[1] };
	}
	return { name: 'is', value: expected };
}

/**
 * A test of what a policy expects, of texts, numbers and size classes; `null` for a relation that nobody knows. What it
 * says is a guess that saves decisions: only a decision tells.
 */
export function testOf({ name, value }: Relation): ((found: unknown) => boolean) | null {
	switch (name) {
		case 'is':
		case 'equals':
			return (found) => found === value;
		case 'at_most':
			return (found) => compare(found, value, (a, b) => a <= b);
		case 'at_least':
			return (found) => compare(found, value, (a, b) => a >= b);
		case 'less_than':
			return (found) => compare(found, value, (a, b) => a < b);
		case 'more_than':
			return (found) => compare(found, value, (a, b) => a > b);
		case 'one_of':
			return Array.isArray(value) ? (found) => value.includes(found) : null;
		case 'none_of':
			return Array.isArray(value) ? (found) => !value.includes(found) : null;
		case 'other_than':
			return (found) => found !== value;
		case 'begins_with':
			return beginning(value, true);
		case 'not_beginning_with':
			return beginning(value, false);
		default:
			return null;
	}
}

function beginning(value: unknown, wanted: boolean): ((found: unknown) => boolean) | null {
	const prefixes = (Array.isArray(value) ? value : [value]).filter((prefix) => typeof prefix === 'string');
	if (prefixes.length === 0) return null;
	return (found) => typeof found === 'string' && prefixes.some((prefix) => found.startsWith(prefix)) === wanted;
}

function compare(found: unknown, value: unknown, holds: (a: number, b: number) => boolean): boolean {
	const [a, b] = [numberOf(found), numberOf(value)];
	return a !== null && b !== null && holds(a, b);
}

// Size classes are compared by their place in the order of sizes.
function numberOf(value: unknown): number | null {
	if (typeof value === 'number') return value;
	const limit = sizeLimits.find((each) => each === value);
	return limit === undefined ? null : sizeRank(limit);
}
