import { type ProviderId, problem, type Resource } from '@portcullis/core';
import type { Mapping } from './mapping.js';

/** Stands for a mapping that is still to be written: it refuses the resource and recognises nothing. */
export function unwritten<Kind extends Resource, Scope>(provider: ProviderId): Mapping<Kind, Scope> {
	return {
		check: ({ kind }) => [problem(['kind'], `is not offered on ${provider} yet`, kind)],
		toTerraform: ({ kind }: { readonly kind?: string }) => {
			throw new Error(`${kind} is not offered on ${provider} yet`);
		},
		read: () => ({ resources: [], unmapped: [] }),
	} as Mapping<Kind, Scope>;
}
