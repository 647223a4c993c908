import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { Image } from '../../embedded/image.js';
import { loadSqlJs } from '../../embedded/load-sqljs.js';
import { sqlJsDialect } from '../../embedded/sqljs-dialect.js';
import { migrations } from '../migrations.js';
import { sqliteFlavor } from '../sqlite-flavor.js';

test('grants of the version before stay grants of actors, and posts show nothing that is known', async () => {
	const image = new Image(await loadSqlJs(), null, null);
	const db = new Kysely<unknown>({ dialect: sqlJsDialect(image) });
	const names = Object.keys(migrations);
	const last = names.indexOf('0010-groups');
	for (const name of names.slice(0, last)) await migrations[name]?.(db, sqliteFlavor);
	const run = (statement: string) => sql.raw(statement).execute(db);
	await run("insert into tenants (id, facts_version, asserted_may_approve, created_at) values ('local', 1, 0, 1)");
	await run(
		`insert into user_cloud_permissions (tenant, id, actor, role, plus, minus, created_by, created_at)
			values ('local', 'g', 'ada', 'CloudUser', '[]', '[]', 'ada', 1)`,
	);
	await migrations['0010-groups']?.(db, sqliteFlavor);
	expect((await run('select id, subject, actor from user_cloud_permissions')).rows).toEqual([
		{ id: 'g', subject: 'actor', actor: 'ada' },
	]);
	expect((await run('select revision from frontend_messages')).rows).toEqual([]);
	await db.destroy();
	image.close();
});
