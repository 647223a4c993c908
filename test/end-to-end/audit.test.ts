import { expect, it } from 'vitest';
import { okay, refusedWith, world } from './world.js';

async function collected<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
	const all: Item[] = [];
	for await (const page of pages) all.push(...page);
	return all;
}

it('the head that was kept is found again, and a hash that is none is refused', async () => {
	const { gate, ada, actor } = await world();
	const head = okay(await gate.audit.head(ada));
	await actor('ben', { role: 'CloudUser' });
	expect(okay(await gate.audit.verify(ada, { head: head.hash }))).toMatchObject({ kind: 'intact', rows: head.seq + 1 });
	expect(okay(await gate.audit.verify(ada, { head: 'f'.repeat(64) }))).toMatchObject({
		kind: 'broken',
		fault: 'cut_off',
	});
	refusedWith(await gate.audit.verify(ada, { head: 'abc' }), 'INPUT_INVALID');
	refusedWith(await gate.audit.verify({ ...ada, tenant: 'nobody' }), 'TENANT_UNKNOWN');
	refusedWith(await gate.audit.head(await actor('eve')), 'CAPABILITY_MISSING');
});

it('every row is handed out, oldest first, from a moment on and of a project alone', async () => {
	const { gate, ada, actor, store, now, wait } = await world();
	await store.write(async (tx) => {
		const entry = { tenant: 'demo', actor: 'ada', actor_source: 'verified', session: null, body: {} } as const;
		for (let row = 0; row < 2100; row++)
			await tx.history.append({ ...entry, at: now(), event: `e${row}`, project: null });
	});
	wait(1000);
	await actor('ben', { role: 'CloudUser', project: 'shop' });
	const rows = await collected(okay(await gate.audit.export(ada)));
	expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 2103 }, (_, index) => index + 1));
	expect(await collected(okay(await gate.audit.export(ada, { since: now() })))).toHaveLength(1);
	const ofShop = await collected(okay(await gate.audit.export(ada, { project: 'shop' })));
	expect(ofShop.map(({ event }) => event)).toEqual(['project.added', 'grant.added']);
	refusedWith(await gate.audit.export(ada, { since: -1 }), 'INPUT_INVALID');
});

it('who sees one project is handed out its rows only, and rows that come later are left to the next time', async () => {
	const { gate, ada, actor } = await world();
	okay(await gate.projects.add(ada, { name: 'other', provider: 'gcp', region: 'us-central1' }));
	const ben = await actor('ben', { role: 'CloudViewer', project: 'shop' });
	const pages = okay(await gate.audit.export(ben));
	await actor('eve', { role: 'CloudUser', project: 'shop' });
	const rows = await collected(pages);
	expect(rows.map(({ event, project }) => [event, project])).toEqual([
		['project.added', 'shop'],
		['grant.added', 'shop'],
	]);
});
