import { type Database, databaseSchema } from '@portcullis/core';
import fc from 'fast-check';
import { name, tags } from './arbitrary-parts.js';
import { exampleKey } from './examples.js';

const ranges = ['203.0.113.0/24', '198.51.100.7/32', '0.0.0.0/0', '10.9.0.0/16'];

/** Databases that aws accepts, in all their variety, in the network `main` of the examples or in none. */
export const arbitraryDatabase: fc.Arbitrary<Database> = fc
	.record(
		{
			kind: fc.constant('database'),
			name,
			engine: fc.constantFrom(
				...['14', '15', '16', '17', '18'].map((version) => ({ engine: 'postgres', version })),
				{ engine: 'mysql', version: '8.0' },
				{ engine: 'mysql', version: '8.4' },
			),
			size: fc.constantFrom('db.t3.micro', 'db.t4g.medium', 'db.m5.large', 'db.r8g.48xlarge', 'db.x2iedn.xlarge'),
			disk: fc.record({ size_gib: fc.integer({ min: 20, max: 65_536 }), type: fc.constant('ssd') }),
			backups: fc.oneof(
				fc.constant({ enabled: false, point_in_time: false }),
				fc.record({ retention_days: fc.integer({ min: 1, max: 35 }) }),
			),
			authorized_cidrs: fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom(...ranges), { minLength: 1 })),
			tls: fc.boolean(),
			encryption: fc.constantFrom({ encryption: true }, { encryption: false }, { encryption_key: exampleKey }),
			network: fc.constant('main'),
			high_availability: fc.boolean(),
			deletion_protection: fc.boolean(),
			tags,
		},
		{
			requiredKeys: [
				...(['kind', 'name', 'engine', 'size', 'disk', 'backups', 'authorized_cidrs', 'tls', 'encryption'] as const),
				...(['high_availability', 'deletion_protection', 'tags'] as const),
			],
		},
	)
	.map(({ engine, encryption, authorized_cidrs, ...database }) =>
		databaseSchema.parse({
			...database,
			...engine,
			...encryption,
			region: 'us-east-1',
			authorized_cidrs,
			public_access: authorized_cidrs.length > 0,
		}),
	);
