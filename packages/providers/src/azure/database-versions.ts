import type { Database } from '@portcullis/core';

/**
 * The versions of each engine that Azure offers and that are still kept up, as people write them, with the name that
 * Terraform gives them: https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-version-policy,
 * https://learn.microsoft.com/azure/mysql/concepts-version-policy, and the provider's own list in its version 4.55.
 */
export const databaseVersions: Readonly<Record<Database['engine'], Readonly<Record<string, string>>>> = {
	postgres: { '13': '13', '14': '14', '15': '15', '16': '16', '17': '17' },
	mysql: { '8.0': '8.0.21', '8.4': '8.4' },
};

/** The version that Terraform's name stands for; `undefined` for one that is not offered. */
export function versionOf(engine: Database['engine'], name: string | undefined): string | undefined {
	return Object.entries(databaseVersions[engine]).find(([, own]) => own === name)?.[0];
}
