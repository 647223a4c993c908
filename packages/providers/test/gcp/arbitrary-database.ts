import { contains, type Database } from '@portcullis/core';
import fc from 'fast-check';
import { cidr, keyIn, labels, name, optional } from './arbitrary.js';

const engines = fc.oneof(
	fc.record({
		engine: fc.constant('postgres' as const),
		version: fc.constantFrom('14', '15', '16', '17', '18'),
		size: fc.constantFrom('db-custom-1-3840', 'db-custom-4-16384', 'db-g1-small', 'db-perf-optimized-N-8'),
	}),
	fc.record({
		engine: fc.constant('mysql' as const),
		version: fc.constantFrom('8.0', '8.4'),
		size: fc.constantFrom('db-n1-standard-2', 'db-n1-highmem-4', 'db-custom-2-7680', 'db-f1-micro'),
	}),
);

const isPrivate = (range: string) =>
	['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((outer) => contains(outer, range));

/** Databases that gcp accepts in a region, in a network of that name or with a public address. */
export function arbitraryDatabase(region: string, network: string): fc.Arbitrary<Database> {
	return fc
		.tuple(
			fc.record({
				kind: fc.constant('database' as const),
				name,
				region: fc.constant(region),
				tls: fc.boolean(),
				encryption: fc.constant(true),
				deletion_protection: fc.boolean(),
				tags: labels,
			}),
			engines,
			fc.record({ size_gib: fc.integer({ min: 10, max: 3054 }), hdd: fc.boolean() }),
			fc.record({
				enabled: fc.boolean(),
				point_in_time: fc.boolean(),
				retention_days: fc.integer({ min: 1, max: 35 }),
			}),
			fc.record({ high_availability: fc.boolean(), inNetwork: fc.boolean(), open: fc.boolean() }),
			fc.uniqueArray(
				cidr(0, 32).filter((range) => !isPrivate(range)),
				{ minLength: 1, maxLength: 4 },
			),
			optional('encryption_key', keyIn(region)),
		)
		.map(([common, engine, disk, backups, where, cidrs, key]): Database => {
			const plus = engine.size.startsWith('db-perf');
			const point_in_time = backups.enabled && backups.point_in_time;
			const public_access = where.open || !where.inNetwork;
			return {
				...common,
				...engine,
				disk: { size_gib: disk.size_gib, type: disk.hdd && !plus ? 'standard' : 'ssd' },
				backups: {
					...backups,
					point_in_time,
					retention_days: point_in_time && !plus ? Math.min(backups.retention_days, 7) : backups.retention_days,
				},
				high_availability: where.high_availability && point_in_time,
				public_access,
				authorized_cidrs: public_access ? cidrs : [],
				...(where.inNetwork ? { network } : {}),
				...key,
			};
		});
}
