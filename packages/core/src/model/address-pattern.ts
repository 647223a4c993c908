import { z } from 'zod';
import { matchesGlob, mayOverlap } from '../util/glob.js';

/**
 * Names resources by kind and name, as addresses do: `vm/prod-*`, or `db-?` of whatever kind with a `*` in the kind's place. Within each of the two
 * parts `*` stands for any run of characters, `?` for one.
 */
export const addressPatternSchema = z
	.string()
	.max(100)
	.regex(/^[a-z*?]+\/[a-z0-9*?-]+$/, 'must be kind/name with * and ? as wildcards, such as vm/prod-* or */db-?');

/** Whether a resource's address is of the pattern. */
export function matchesAddress(pattern: string, address: string): boolean {
	const [kind, name] = partsOf(pattern);
	const [ownKind, ownName] = partsOf(address);
	return matchesGlob(kind, ownKind) && matchesGlob(name, ownName);
}

/** The part of a pattern, or of an address, that says the kind. */
export function kindPartOf(pattern: string): string {
	return partsOf(pattern)[0];
}

/** Whether one address may be of both patterns; `false` is certain. */
export function addressesMayOverlap(one: string, other: string): boolean {
	const [kind, name] = partsOf(one);
	const [otherKind, otherName] = partsOf(other);
	return mayOverlap(kind, otherKind) && mayOverlap(name, otherName);
}

function partsOf(text: string): readonly [kind: string, name: string] {
	const at = text.indexOf('/');
	return [text.slice(0, at), text.slice(at + 1)];
}
