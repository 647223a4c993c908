import { type Database, overlaps, type Resource } from '@portcullis/core';
import fc from 'fast-check';
import { arbitraryKey, arbitraryName, arbitraryRegion, arbitraryTags, optional } from './arbitrary-names.js';
import { arbitraryNetwork, arbitraryRange } from './arbitrary-network.js';

const engines = fc.oneof(
	fc.record({
		engine: fc.constant('postgres' as const),
		version: fc.constantFrom('13', '14', '15', '16', '17'),
		size_gib: fc.constantFrom(32, 64, 128, 256, 512, 1024, 2048, 4095, 4096, 8192, 16_384, 32_767),
		retention_days: fc.integer({ min: 7, max: 35 }),
	}),
	fc.record({
		engine: fc.constant('mysql' as const),
		version: fc.constantFrom('8.0', '8.4'),
		size_gib: fc.integer({ min: 20, max: 16_384 }),
		retention_days: fc.integer({ min: 1, max: 35 }),
	}),
);

const sizes = fc.oneof(
	fc.record({
		size: fc.constantFrom('GP_Standard_D2s_v3', 'GP_Standard_D4ds_v5', 'MO_Standard_E2ds_v4', 'MO_Standard_E8ads_v5'),
		high_availability: fc.boolean(),
	}),
	fc.record({ size: fc.constantFrom('B_Standard_B1ms', 'B_Standard_B2s'), high_availability: fc.constant(false) }),
);

const access = fc.oneof(
	fc.constant({ public_access: false, authorized_cidrs: [] as string[] }),
	fc.record({
		public_access: fc.constant(true),
		authorized_cidrs: fc
			.uniqueArray(
				arbitraryRange(0, 32).filter((cidr) => !overlaps(cidr, '0.0.0.0/32') || cidr === '0.0.0.0/0'),
				{ minLength: 1, maxLength: 4 },
			)
			.map((cidrs) => cidrs.sort()),
	}),
);

const database = fc
	.tuple(
		engines,
		sizes,
		access,
		fc.record({
			kind: fc.constant('database' as const),
			name: arbitraryName,
			region: arbitraryRegion,
			tls: fc.boolean(),
			encryption: fc.constant(true),
			deletion_protection: fc.boolean(),
			tags: arbitraryTags,
		}),
		optional('encryption_key', arbitraryKey()),
	)
	.map(
		([{ size_gib, retention_days, ...engine }, size, reach, rest, encryption]): Database => ({
			...rest,
			...engine,
			...size,
			...reach,
			...encryption,
			disk: { size_gib, type: 'ssd' },
			backups: { enabled: true, retention_days, point_in_time: true },
		}),
	);

/** Databases that azure accepts, alone or in a network that stands beside them. */
export const arbitraryDatabases: fc.Arbitrary<readonly Resource[]> = fc
	.tuple(
		fc.uniqueArray(fc.tuple(database, fc.boolean()), { minLength: 1, maxLength: 2, selector: ([{ name }]) => name }),
		arbitraryNetwork,
	)
	.map(([databases, network]) => [
		network,
		...databases.map(([one, joins]) => ({
			...one,
			...(joins ? { network: network.name, region: network.region } : {}),
		})),
	]);
