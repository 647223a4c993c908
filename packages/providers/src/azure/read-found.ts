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
		const unknown = Object.entries(resource).find(([, value]) => value === undefined)?.[0];
		const parsed = resourceSchema.safeParse(resource);
		const [first] = parsed.success ? [] : problemsOf(parsed.error, resource);
		const reason =
			unfit ??
			(unknown !== undefined
				? `${unknown}: the plan does not say`
				: first && `${pathText(first.path)}: ${first.message}`);
		if (reason === undefined && parsed.success) resources.push({ resource: parsed.data, addresses });
		else unmapped.push(...addresses.map((address) => ({ address, reason: reason ?? 'is no resource' })));
	}
	return { resources, unmapped };
}
