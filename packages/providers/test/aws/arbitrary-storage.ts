import { type Storage, storageClasses, storageSchema } from '@portcullis/core';
import fc from 'fast-check';
import { name, tags } from './arbitrary-parts.js';
import { exampleKey } from './examples.js';

const bucket = fc
	.stringMatching(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/)
	.filter((text) => !/^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(text));

/** Buckets that aws accepts, in all their variety. */
export const arbitraryStorage: fc.Arbitrary<Storage> = fc
	.record(
		{
			kind: fc.constant('storage'),
			name,
			bucket,
			class: fc.constantFrom(...storageClasses),
			versions: fc.oneof(
				fc.constant({ versioning: false, soft_delete_days: 0 }),
				fc.record({ soft_delete_days: fc.integer({ min: 0, max: 90 }) }),
			),
			access: fc.constantFrom({ public_access: true }, {}, { encryption_key: exampleKey }),
			tls: fc.boolean(),
			expire_after_days: fc.integer({ min: 31, max: 36_500 }),
			deletion_protection: fc.boolean(),
			tags,
		},
		{ requiredKeys: ['kind', 'name', 'class', 'versions', 'access', 'tls', 'deletion_protection', 'tags'] },
	)
	.map(({ versions, access, ...storage }) =>
		storageSchema.parse({ ...storage, ...versions, ...access, region: 'us-east-1' }),
	);
