import { describe, expect, test } from 'vitest';
import { deployed, deploymentOf, okay, refusedWith, sessionOf, vm, wants, world } from './world.js';

/** A tenant with two projects, and pat, who may see one of them. */
async function two() {
	const made = await world();
	const { gate, ada, actor } = made;
	okay(await gate.projects.add(ada, { name: 'lab', provider: 'aws', region: 'us-east-1' }));
	const pat = await actor('pat', { role: 'CloudViewer', project: 'shop' });
	await deployed(made, ada, wants(vm('web')));
	await deployed(made, ada, { project: 'lab', resources: [vm('rig', { size: 't3.micro' })] });
	return { ...made, pat };
}

const projectsOf = (items: readonly { project?: string | null | undefined }[]) => [
	...new Set(items.map(({ project }) => project)),
];

describe('who sees one project', () => {
	test('sees what is in it, and nothing of the others or of the tenant', async () => {
		const { gate, pat } = await two();
		expect(okay(await gate.projects.list(pat)).map(({ name }) => name)).toEqual(['shop']);
		expect(projectsOf(okay(await gate.resources(pat)))).toEqual(['shop']);
		expect(projectsOf(okay(await gate.quotas.list(pat)))).toEqual(['shop']);
		expect(projectsOf(okay(await gate.grants.list(pat)))).toEqual(['shop']);
		expect(projectsOf(okay(await gate.list(pat)).map(({ session }) => session))).toEqual(['shop']);
		expect(projectsOf(okay(await gate.history(pat)))).toEqual(['shop']);
		expect(okay(await gate.roles.list(pat)).length).toBeGreaterThan(0);
	});

	test("sees the bindings that judge it, and no other project's", async () => {
		const { gate, ada, pat } = await two();
		for (const project of ['shop', 'lab']) {
			okay(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'advisory', scope: { project } }));
		}
		const seen = okay(await gate.bindings.list(pat)).map(({ scope }) => scope.project);
		expect(new Set(seen)).toEqual(new Set([undefined, 'shop']));
	});

	test('is not told of another project whether it exists', async () => {
		const { gate, ada, pat } = await two();
		const theirs = okay(await gate.list(ada, { project: 'lab' }))[0]?.session.id ?? '';
		refusedWith(await gate.show(pat, theirs), 'CAPABILITY_MISSING');
		for (const list of [gate.resources, gate.quotas.list]) {
			const messages = [];
			for (const name of ['lab', 'not-there'])
				messages.push(refusedWith(await list(pat, name), 'PROJECT_UNKNOWN').message.replace(name, ''));
			expect(messages[0]).toBe(messages[1]);
		}
		refusedWith(await gate.list(pat, { project: 'lab' }), 'PROJECT_UNKNOWN');
	});

	test('finds its rows of the history behind any number of others', async () => {
		const { gate, ada, pat } = await two();
		for (let limit = 1; limit <= 12; limit++) okay(await gate.quotas.set(ada, { project: 'lab', kind: 'vm', limit }));
		const rows = okay(await gate.history(pat, { limit: 2 }));
		expect(rows).toHaveLength(2);
		const all = okay(await gate.history(pat));
		expect(rows).toEqual(all.slice(0, 2));
		expect(okay(await gate.history(pat, { limit: 2, before: rows[1]?.seq ?? 0 }))).toEqual(all.slice(2, 4));
	});

	test('and who may see a cloud sees its projects', async () => {
		const { gate, actor } = await two();
		const azra = await actor('azra', { role: 'CloudViewer', provider: 'aws' });
		expect(okay(await gate.projects.list(azra)).map(({ name }) => name)).toEqual(['lab']);
	});
});

test('who sees the tenant does not see a project that was taken from them', async () => {
	const { gate, actor } = await two();
	const ben = await actor('ben', { role: 'CloudAdmin' });
	await actor('ben', { role: 'CloudViewer', project: 'lab', minus: ['can_view'] });
	expect(okay(await gate.projects.list(ben)).map(({ name }) => name)).toEqual(['shop']);
	expect(projectsOf(okay(await gate.history(ben, { limit: 1000 })))).not.toContain('lab');
});

test('who asked sees their session whatever they may see else', async () => {
	const { gate, ada, actor } = await two();
	const uma = await actor('uma', { role: 'CloudUser', project: 'shop', minus: ['can_view'] });
	const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
	expect(okay(await gate.show(uma, session.id)).session.id).toBe(session.id);
	refusedWith(await gate.list(uma), 'CAPABILITY_MISSING');
	const theirs = okay(await gate.list(ada)).find(({ session: { actor: of } }) => of === 'ada');
	refusedWith(await gate.show(uma, theirs?.session.id ?? ''), 'CAPABILITY_MISSING');
});

test('another tenant sees nothing of this one', async () => {
	const { gate, ada } = await two();
	const eve = { tenant: 'other', actor: { id: 'ada', source: 'verified' } } as const;
	refusedWith(await gate.list(eve), 'TENANT_UNKNOWN');
	okay(await gate.createTenant(eve));
	const [view] = okay(await gate.list(ada));
	expect(okay(await gate.list(eve))).toEqual([]);
	expect(okay(await gate.projects.list(eve))).toEqual([]);
	expect(okay(await gate.history(eve)).map(({ event }) => event)).toEqual(['tenant.created']);
	refusedWith(await gate.show(eve, view?.session.id ?? ''), 'SESSION_UNKNOWN');
	refusedWith(await gate.cancel(eve, view?.session.id ?? ''), 'SESSION_UNKNOWN');
});

test('statuses and a limit narrow the list, newest first', async () => {
	const { gate, ada, wait } = await two();
	for (const name of ['a', 'b', 'c']) {
		wait(1);
		sessionOf(await gate.request(ada, wants(vm(name))));
	}
	const open = okay(await gate.list(ada, { statuses: ['open'], limit: 2 }));
	expect(open.map((one) => deploymentOf(one).session.deployment.changes[0]?.address)).toEqual(['vm/c', 'vm/b']);
});
