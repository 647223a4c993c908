import { dirname, join } from 'node:path';
import type { Cache, PolicyTools } from '@portcullis/core';
import type { Context } from './context.js';

/** What tenants' own policies are made and run with, and what a sweep removes old compiled ones from. */
export interface PolicyParts {
	readonly policyTools: PolicyTools;
	readonly caches: readonly Cache[];
}

/** Makes the tools; the compiler in them is loaded when it is first needed. */
export async function policyParts(context: Pick<Context, 'io' | 'database'>): Promise<PolicyParts> {
	const { createPolicyTools } = await import('@portcullis/policies');
	const { clock } = context.io;
	const cacheFolder = cacheFolderOf(context);
	if (cacheFolder === null) return { policyTools: createPolicyTools({ clock }), caches: [] };
	const cache: Cache = {
		async removeOlderThan(moment) {
			const { removeCached } = await import('@portcullis/rego');
			return removeCached(cacheFolder, { unusedSince: moment });
		},
	};
	return { policyTools: createPolicyTools({ clock, cacheFolder }), caches: [cache] };
}

/**
 * Where compiled policies are kept: beside the database, since whoever may write there decides what is allowed anyway;
 * beside a server, among the user's own caches. `null` where there is no such place.
 */
function cacheFolderOf({ io, database }: Pick<Context, 'io' | 'database'>): string | null {
	if (database.kind === 'file') return join(dirname(database.path), 'compiled');
	const { XDG_CACHE_HOME, HOME } = io.env;
	if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'portcullis', 'compiled');
	return HOME ? join(HOME, '.cache', 'portcullis', 'compiled') : null;
}
