import { canonicalJson } from '../util/canonical-json.js';

/** Where what stands is not what was asked for. */
export interface Difference {
	/** Where: the keys that lead to the value within the resource, outermost first. */
	readonly path: readonly string[];
	/** What was asked for; `null`: nothing. */
	readonly expected: unknown;
	/** What stands; `null`: nothing. */
	readonly received: unknown;
}

/**
 * Compares a resource as it was asked for with how it was read back. What was not asked for is the cloud's to choose (the
 * zone, the subnet), and no difference; but for tags, where anything more was put there by somebody. What is expected to
 * be used is for the estimate, and stands nowhere.
 */
export function differences(asked: object, found: object): readonly Difference[] {
	const { usage: _, ...built } = { usage: undefined, ...asked };
	return compare(built, { ...found }, []);
}

type Fields = { readonly [key: string]: unknown };

function compare(asked: Fields, found: Fields, path: readonly string[]): Difference[] {
	const open = path[0] === 'tags';
	const keys = open ? [...new Set([...Object.keys(asked), ...Object.keys(found)])].sort() : Object.keys(asked);
	return keys.flatMap((key) => {
		const [expected, received] = [asked[key], found[key]];
		const here = [...path, key];
		if (expected === undefined && !open) return [];
		if (isFields(expected) && isFields(received)) return compare(expected, received, here);
		return same(expected, received) ? [] : [{ path: here, expected: expected ?? null, received: received ?? null }];
	});
}

function same(expected: unknown, received: unknown): boolean {
	if (expected === undefined || received === undefined) return expected === received;
	if (canonicalJson(inOrder(expected)) === canonicalJson(inOrder(received))) return true;
	// A subnet is named by its last part or by its whole path.
	return typeof expected === 'string' && typeof received === 'string' && isLastPartOf(expected, received);
}

// Subnets, rules, pools, ranges: their order says nothing, and no state keeps it.
function inOrder(value: unknown): unknown {
	if (Array.isArray(value)) {
		const items = value.map((item) => [canonicalJson(inOrder(item)), inOrder(item)] as const);
		return items.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
	}
	if (!isFields(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inOrder(item)]));
}

function isLastPartOf(name: string, path: string): boolean {
	return name !== '' && path.endsWith(`/${name}`);
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
