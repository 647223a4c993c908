import type { Database } from '@portcullis/core';

/**
 * The versions that Cloud SQL offers, by Google's names, without those past the support of their makers, for which it
 * charges extra. https://cloud.google.com/sql/docs/db-versions
 */
export const databaseVersions: Readonly<Record<Database['engine'], Readonly<Record<string, string>>>> = {
	postgres: {
		'14': 'POSTGRES_14',
		'15': 'POSTGRES_15',
		'16': 'POSTGRES_16',
		'17': 'POSTGRES_17',
		'18': 'POSTGRES_18',
	},
	mysql: { '8.0': 'MYSQL_8_0', '8.4': 'MYSQL_8_4' },
};

/** Engine and version that a name of Google's stands for; `undefined` for one that is not offered. */
export function databaseVersionOf(
	name: string | undefined,
): { readonly engine: Database['engine']; readonly version: string } | undefined {
	for (const engine of ['postgres', 'mysql'] as const) {
		for (const [version, googles] of Object.entries(databaseVersions[engine])) {
			if (googles === name) return { engine, version };
		}
	}
	return undefined;
}
