import type { Context } from '../gate/context.js';
import { placeText } from '../gate/database.js';
import { missingDatabase } from '../gate/missing-database.js';
import { withoutPasswords } from '../output/without-passwords.js';
import type { Finding } from './finding.js';

const check = 'database';

/** Whether the database is there, can be opened, and has this version's schema. It changes nothing in it. */
export async function checkDatabase({ io, database }: Pick<Context, 'io' | 'database'>): Promise<Finding> {
	if (missingDatabase(database) !== null) {
		return { check, state: 'bad', found: `none at ${placeText(database.url)}`, next: 'portcullis init makes it' };
	}
	const { PortcullisError, storeStatus } = await import('@portcullis/core');
	try {
		const { url, schema, pending, warnings, holder } = await storeStatus(database.url, { clock: io.clock });
		const found = [
			placeText(url),
			`schema ${schema ?? 'none'}`,
			...(holder === null ? [] : [`process ${holder.pid} writes to it`]),
			...warnings,
		].join('; ');
		if (pending.length > 0) {
			const next = `portcullis db migrate brings it to this version (${pending.join(', ')})`;
			return { check, state: 'warning', found, next };
		}
		return { check, state: warnings.length > 0 ? 'warning' : 'good', found };
	} catch (error) {
		if (!(error instanceof PortcullisError)) throw error;
		const found = `${withoutPasswords(error.message)} (${error.code})`;
		return { check, state: 'bad', found, next: `docs/errors.md says what to do about ${error.code}` };
	}
}
