import { pathText, problemsOf, resourceSchema } from '@portcullis/core';
import type { ReadResult } from '../read/read-result.js';

/** A resource as it was read from Terraform. */
export interface Found {
	/** Addresses of all that it is made of, the main one first. */
	readonly addresses: readonly string[];
	/** Its fields. `undefined` is what the plan does not know; a field that is left out on purpose is not there. */
	readonly resource: Readonly<Record<string, unknown>>;
	/** What the model cannot say of it, in the user's words; it stays unmapped then. */
	readonly unfit?: string | undefined;
}

/**
 * Holds what was read to the model. A field that the plan does not know is never filled in with its default: that would
 * be a guess.
 */
export function readFound(found: readonly Found[]): ReadResult {
	const resources: ReadResult['resources'][number][] = [];
	const unmapped: ReadResult['unmapped'][number][] = [];
	for (const { addresses, resource, unfit } of found) {
		const unknown = unknownAt(resource);
		const parsed = resourceSchema.safeParse(resource);
		const [first] = parsed.success ? [] : problemsOf(parsed.error, resource);
		const reason =
			unfit ??
			(unknown !== undefined
				? `${pathText(unknown)}: the plan does not say`
				: first && `${pathText(first.path)}: ${first.message}`);
		if (reason === undefined && parsed.success) resources.push({ resource: parsed.data, addresses });
		else unmapped.push(...addresses.map((address) => ({ address, reason: reason ?? 'is no resource' })));
	}
	return { resources, unmapped };
}

/** The path of the first value, however deep, that the plan does not know. */
function unknownAt(value: unknown): readonly (string | number)[] | undefined {
	if (value === undefined) return [];
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [key, item] of Object.entries(value)) {
		const rest = unknownAt(item);
		if (rest !== undefined) return [Array.isArray(value) ? Number(key) : key, ...rest];
	}
	return undefined;
}
