import type { Storage } from '@portcullis/core';
import fc from 'fast-check';
import { keyIn, labels, name, optional, region } from './arbitrary.js';

const fits = (text: string) => !/^goog|g[o0]{2}g[l1]e/.test(text);

/** Buckets that gcp accepts. */
export const arbitraryStorage: fc.Arbitrary<Storage> = region.chain((place) =>
	fc
		.tuple(
			fc.record({
				kind: fc.constant('storage' as const),
				name: name.filter(fits),
				region: fc.constant(place),
				class: fc.constantFrom('standard' as const, 'infrequent' as const, 'cold' as const, 'archive' as const),
				versioning: fc.boolean(),
				public_access: fc.boolean(),
				tls: fc.constant(true),
				encryption: fc.constant(true as const),
				soft_delete_days: fc.oneof(fc.constant(0), fc.integer({ min: 7, max: 90 })),
				deletion_protection: fc.boolean(),
				tags: labels,
			}),
			optional('bucket', fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/).filter(fits)),
			optional('encryption_key', keyIn(place)),
			optional('expire_after_days', fc.integer({ min: 1, max: 36_500 })),
		)
		.map(([storage, ...others]): Storage => Object.assign({}, storage, ...others)),
);
