import type { Resource, Storage } from '@portcullis/core';
import fc from 'fast-check';
import { arbitraryKey, arbitraryName, arbitraryTags, optional } from './arbitrary-names.js';
import { arbitraryNetwork } from './arbitrary-network.js';

const storage = fc
	.tuple(
		fc.record({
			kind: fc.constant('storage' as const),
			name: arbitraryName,
			region: fc.constantFrom('westeurope', 'eastus2', 'swedencentral', 'westus'),
			class: fc.constantFrom('standard' as const, 'infrequent' as const, 'cold' as const, 'archive' as const),
			versioning: fc.boolean(),
			public_access: fc.boolean(),
			tls: fc.boolean(),
			encryption: fc.constant(true as const),
			soft_delete_days: fc.integer({ min: 0, max: 90 }),
			deletion_protection: fc.boolean(),
			tags: arbitraryTags,
		}),
		optional('bucket', fc.stringMatching(/^[a-z0-9]{3,24}$/)),
		optional('expire_after_days', fc.integer({ min: 1, max: 36_500 })),
		optional('encryption_key', arbitraryKey()),
	)
	.map((parts): Storage => Object.assign({}, ...parts));

/** Buckets that azure accepts, alone or with networks of the project that reach them. */
export const arbitraryStorages: fc.Arbitrary<readonly Resource[]> = fc
	.tuple(
		fc.uniqueArray(storage, { minLength: 1, maxLength: 2, selector: ({ name }) => name }),
		fc.uniqueArray(arbitraryNetwork, { maxLength: 1, selector: ({ name }) => name }),
	)
	.map(([storages, networks]) => [...networks, ...storages]);
