import { PortcullisError } from '@portcullis/core';

declare const id: unique symbol;

/** The name of a block in Terraform: letters, digits and underscores. Never a user's text as it came. */
export type TfId = string & { readonly [id]: true };

const allowed = /^[a-z][a-z0-9_]{0,254}$/;

/**
 * Joins parts into the name of a block: `tfId('vm', 'web-api')` is `vm_web_api`. Flat and made of the resource's own
 * name, so that it is the same in every document and moves no resource.
 *
 * Hyphens become underscores, and nothing else is changed: as names hold no underscore, two names never make one id.
 *
 * @throws PortcullisError `DOCUMENT_UNSAFE` for anything but lower-case letters, digits, hyphens and underscores
 */
export function tfId(...parts: readonly [string, ...string[]]): TfId {
	const joined = join(parts);
	if (isId(joined)) return joined;
	throw new PortcullisError('DOCUMENT_UNSAFE', `${JSON.stringify(joined)} cannot name a block of Terraform`);
}

/** The same of names that were read, which may hold anything: `undefined` where no block of ours has that name. */
export function tfIdIfAny(...parts: readonly [string, ...string[]]): TfId | undefined {
	const joined = join(parts);
	return isId(joined) ? joined : undefined;
}

function join(parts: readonly string[]): string {
	return parts.map((part) => part.replaceAll('-', '_')).join('_');
}

function isId(joined: string): joined is TfId {
	return allowed.test(joined);
}
