import { fitName } from '../shared/fit-name.js';

const most = 54;

/**
 * The name of a database in RDS: one for all projects of an account, at most 63 characters with what is put behind it,
 * and no two hyphens in a row.
 */
export function databaseIdentifier(project: string, name: string): string {
	const whole = `${project}-${name}`;
	if (!whole.includes('--')) return fitName(whole, 1, most);
	// As if it were too short: with its digest, so that it stays apart from a name with one hyphen there.
	return fitName(whole, whole.length + 1, most).replaceAll(/-{2,}/g, '-');
}
