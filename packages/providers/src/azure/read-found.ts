import { type ReadResources, resourceSchema } from '@portcullis/core';
import { joinResults, readResource } from '../read/read-resource.js';

/** A resource as it was read from Terraform. */
export interface Found {
	/** Addresses of all that it is made of, the main one first. */
	readonly addresses: readonly string[];
	/** Its fields. `undefined` is what the plan does not know; a field that is left out on purpose is not there. */
	readonly resource: Readonly<Record<string, unknown>>;
	/** What the model cannot say of it, in the user's words; it stays unmapped then. */
	readonly unfit?: string | undefined;
}

/** Holds what was read to the model. */
export function readFound(found: readonly Found[]): ReadResources {
	return joinResults(
		found.map(({ resource, addresses, unfit }) => readResource(resourceSchema, resource, addresses, unfit)),
	);
}
