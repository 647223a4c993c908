import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Gate, PortcullisError, type Provider } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import {
	deniedOf,
	deployed,
	minute,
	okay,
	providersWith,
	refusedWith,
	sessionOf,
	vm,
	type World,
	wants,
	world,
} from './world.js';

const folder = 'terraform_gcp_shop';

async function documentOf({ root }: World): Promise<string> {
	return readFile(join(root, folder, 'main.tf.json'), 'utf8');
}

/** The document that a world with no past would write for what stands in this one. */
async function fromScratch({ gate, ada }: World): Promise<string> {
	const fresh = await world();
	const resources = okay(await gate.resources(ada, 'shop')).map(({ resource }) => resource);
	await deployed(fresh, fresh.ada, { project: 'shop', resources });
	return documentOf(fresh);
}

async function use({ gate, ada }: World): Promise<readonly number[]> {
	const [quota] = okay(await gate.quotas.list(ada, 'shop'));
	return [quota?.used ?? 0, quota?.reserved ?? 0];
}

async function statusOf({ gate, ada }: World, id: string): Promise<string> {
	return okay(await gate.show(ada, id)).session.status;
}

/** Starts a deployment that never ends; what it waits for is let go by the returned function. */
async function stuck(made: World): Promise<{ id: string; resume: () => void; ended: Promise<unknown> }> {
	const { gate, ada, gateWith } = made;
	let resume = (): void => {};
	let begun = (): void => {};
	const started = new Promise<void>((resolve) => {
		begun = resolve;
	});
	const held = new Promise<void>((resolve) => {
		resume = resolve;
	});
	const slow = (real: Provider): Partial<Provider> => ({
		async write(...args) {
			begun();
			await held;
			return real.write(...args);
		},
	});
	const { session } = sessionOf(await gate.request(ada, wants(vm('slow'))));
	const ended = gateWith({ providers: providersWith(slow) }).approve(ada, session.id);
	await started;
	return { id: session.id, resume, ended };
}

describe('create, modify and delete', () => {
	test('leave the quota, what stands and the document as if they had been made at once', async () => {
		const made = await world();
		const { gate, ada } = made;
		await deployed(made, ada, wants(vm('web', { count: 2 }), vm('db', { tags: { b: '2', a: '1' } })));
		expect(await use(made)).toEqual([3, 0]);
		expect(await documentOf(made)).toBe(await fromScratch(made));

		await deployed(made, ada, {
			action: 'modify',
			project: 'shop',
			resources: [vm('web', { count: 5, size: 'e2-medium' })],
		});
		expect(await use(made)).toEqual([6, 0]);
		expect(await documentOf(made)).toBe(await fromScratch(made));

		await deployed(made, ada, { action: 'modify', project: 'shop', resources: [vm('web', { count: 1 })] });
		expect(await use(made)).toEqual([2, 0]);

		await deployed(made, ada, { action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'web' }] });
		expect(await use(made)).toEqual([1, 0]);
		expect(okay(await gate.resources(ada, 'shop')).map(({ address }) => address)).toEqual(['vm/db']);
		const document = await documentOf(made);
		expect(document).toBe(await fromScratch(made));
		expect(document).not.toContain('web');

		await deployed(made, ada, { action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'db' }] });
		expect(await use(made)).toEqual([0, 0]);
		expect(JSON.parse(await documentOf(made)).resource).toBeUndefined();
	});

	test('say where the document is and what it is, and keep since when a resource stands', async () => {
		const made = await world();
		const { gate, ada, now, wait } = made;
		const { session } = await deployed(made, ada, wants(vm('web')));
		const text = await documentOf(made);
		expect(session.document).toEqual({
			path: join(made.root, folder, 'main.tf.json'),
			digest: createHash('sha256').update(text).digest('hex'),
		});
		const since = now();
		wait(minute);
		const modified = await deployed(made, ada, {
			action: 'modify',
			project: 'shop',
			resources: [vm('web', { count: 2 })],
		});
		expect(okay(await gate.resources(ada))).toMatchObject([
			{
				address: 'vm/web',
				status: 'written',
				created_at: since,
				updated_at: now(),
				deployed_by: 'ada',
				session: modified.session.id,
				cost_complete: true,
				hourly_micros: modified.session.decision.cost.hourly_micros,
			},
		]);
	});

	test('touch nothing in the folder but main.tf.json', async () => {
		const made = await world();
		const own = {
			'terraform.tfstate': '{"serial": 7}',
			'extra.tf': 'locals { mine = true }',
			'.terraform.lock.hcl': '# locked',
			'terraform.tfvars': 'a = 1',
		};
		await mkdir(join(made.root, folder));
		for (const [name, text] of Object.entries(own)) await writeFile(join(made.root, folder, name), text);
		await deployed(made, made.ada, wants(vm('a')));
		await deployed(made, made.ada, wants(vm('b')));
		for (const [name, text] of Object.entries(own))
			expect(await readFile(join(made.root, folder, name), 'utf8')).toBe(text);
		expect((await readdir(join(made.root, folder))).sort()).toEqual([...Object.keys(own), 'main.tf.json'].sort());
	});
});

describe('a preview', () => {
	test('stores nothing and writes nothing', async () => {
		const made = await world();
		const { gate, ada, rows, root } = made;
		const before = await rows();
		okay(await gate.preview(ada, [wants(vm('a')), wants(vm('b', { count: 99 }))]));
		expect(await rows()).toEqual(before);
		expect(await readdir(root)).toEqual([]);
	});

	test('counts its requests together, and frees for later ones what earlier ones delete', async () => {
		const made = await world();
		const { gate, ada } = made;
		await deployed(made, ada, wants(vm('fleet', { count: 9 })));
		const answers = okay(await gate.preview(ada, [wants(vm('a')), wants(vm('b'))])).map(({ decision }) => decision);
		expect(answers.map(({ answer }) => answer)).toEqual(['allow', 'deny']);
		expect(answers[1]?.violations).toMatchObject([{ policy: 'quotas.count', received: 11 }]);
		const gone = { action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'fleet' }] };
		const swapped = okay(await gate.preview(ada, [gone, wants(vm('fleet', { count: 10 })), wants(vm('b'))]));
		expect(swapped.map(({ decision }) => decision.answer)).toEqual(['allow', 'allow', 'deny']);
	});

	test('does not count what it denies', async () => {
		const { gate, ada } = await world();
		const answers = okay(await gate.preview(ada, [wants(vm('a', { count: 11 })), wants(vm('b', { count: 10 }))]));
		expect(answers.map(({ decision }) => decision.answer)).toEqual(['deny', 'allow']);
	});
});

describe('quotas', () => {
	test('are set, overridden for a time and removed; the history says what they were', async () => {
		const { gate, ada, now, wait } = await world();
		const about = { project: 'shop', kind: 'vm' };
		const tries = async (count: number) =>
			okay(await gate.preview(ada, [wants(vm('a', { count }))]))[0]?.decision.answer;
		okay(await gate.quotas.set(ada, { ...about, limit: 2 }));
		expect([await tries(2), await tries(3)]).toEqual(['allow', 'deny']);
		okay(await gate.quotas.override(ada, { ...about, limit: 12, until: now() + minute, reason: 'launch' }));
		wait(minute - 1);
		expect([await tries(12), await tries(13)]).toEqual(['allow', 'deny']);
		wait(1);
		expect(await tries(3)).toBe('deny');
		okay(await gate.quotas.remove(ada, 'project:shop:vm:count'));
		expect([await tries(10), await tries(11)]).toEqual(['allow', 'deny']);
		refusedWith(await gate.quotas.remove(ada, 'project:shop:vm:count'), 'QUOTA_UNKNOWN');
		refusedWith(
			await gate.quotas.override(ada, { ...about, limit: 12, until: now(), reason: 'late' }),
			'INPUT_INVALID',
		);
		refusedWith(await gate.quotas.set(ada, { ...about, project: 'nowhere', limit: 1 }), 'PROJECT_UNKNOWN');
		expect(okay(await gate.history(ada, { limit: 3 }))).toMatchObject([
			{
				event: 'quota.removed',
				project: 'shop',
				body: { limit: null, override: null, was: { limit: 2, override: { limit: 12, by: 'ada' } } },
			},
			{
				event: 'quota.overridden',
				body: { override: { limit: 12, reason: 'launch' }, was: { limit: 2, override: null } },
			},
			{ event: 'quota.set', body: { limit: 2, was: { limit: null } } },
		]);
	});

	test('an override that ends while an approval is decided is not counted on', async () => {
		const { gate, gateWith, meanwhile, ada, now, wait } = await world();
		okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', limit: 0 }));
		okay(
			await gate.quotas.override(ada, { project: 'shop', kind: 'vm', limit: 1, until: now() + 5, reason: 'launch' }),
		);
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		refusedWith(await gateWith({ store: meanwhile(() => wait(5)) }).approve(ada, session.id), 'DECISION_DENIED');
	});

	test('below what stands deny what adds, and let what takes away through', async () => {
		const made = await world();
		const { gate, ada } = made;
		await deployed(made, ada, wants(vm('fleet', { count: 5 })));
		okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', limit: 3 }));
		deniedOf(await gate.request(ada, wants(vm('a'))));
		await deployed(made, ada, { action: 'modify', project: 'shop', resources: [vm('fleet', { count: 4 })] });
		expect(await use(made)).toEqual([4, 0]);
	});
});

describe('two approvals at once', () => {
	test('of the last machine: one wins, and the other is told why not', async () => {
		const made = await world();
		const { gate, ada, gateWith } = made;
		await deployed(made, ada, wants(vm('fleet', { count: 9 })));
		const sessions = [
			sessionOf(await gate.request(ada, wants(vm('a')))),
			sessionOf(await gate.request(ada, wants(vm('b')))),
		];
		const answers = await Promise.all(
			sessions.map(({ session }, index) => (index === 0 ? gate : gateWith()).approve(ada, session.id)),
		);
		const lost = answers.filter((answer) => answer.kind === 'refused');
		expect(lost).toHaveLength(1);
		expect(lost[0]).toMatchObject({ code: 'DECISION_DENIED', message: expect.stringContaining('11') });
		expect(await use(made)).toEqual([10, 0]);
		expect(await documentOf(made)).toBe(await fromScratch(made));
	});

	test("twenty of them, and again until nobody is in anybody's way: as many win as there is room", async () => {
		const made = await world();
		const { gate, ada, gateWith } = made;
		const gates: readonly Gate[] = [gate, gateWith(), gateWith()];
		const waiting: string[] = [];
		for (let index = 0; index < 20; index++)
			waiting.push(sessionOf(await gate.request(ada, wants(vm(`m${index}`)))).session.id);
		let left: readonly string[] = waiting;
		for (let round = 0; left.length > 0; round++) {
			expect(round).toBeLessThan(25);
			const answers = await Promise.all(left.map((id, index) => gates[index % 3]?.approve(ada, id)));
			for (const answer of answers)
				if (answer?.kind === 'refused') expect(['PROJECT_BUSY', 'DECISION_DENIED']).toContain(answer.code);
			left = left.filter((_, index) => {
				const answer = answers[index];
				return answer?.kind === 'refused' && answer.code === 'PROJECT_BUSY';
			});
		}
		expect(await use(made)).toEqual([10, 0]);
		expect(okay(await gate.resources(ada))).toHaveLength(10);
		expect(await documentOf(made)).toBe(await fromScratch(made));
	});

	test('of one session: it is carried out once', async () => {
		const made = await world();
		const { gate, ada, gateWith } = made;
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		const answers = await Promise.all([gate, gateWith(), gateWith()].map((one) => one.approve(ada, session.id)));
		expect(answers.filter(({ kind }) => kind === 'ok')).toHaveLength(1);
		expect(await use(made)).toEqual([1, 0]);
		const started = okay(await gate.history(ada)).filter(({ event }) => event === 'deployment.started');
		expect(started).toHaveLength(1);
	});

	test('of two requests for the same machine: it is made and counted once', async () => {
		const made = await world();
		const { gate, gateWith, meanwhile, ada, actor } = made;
		const uma = await actor('uma', { role: 'CloudUser' });
		const [one, two] = [
			sessionOf(await gate.request(ada, wants(vm('a')))),
			sessionOf(await gate.request(uma, wants(vm('a')))),
		];
		// The one is carried out whole between the other's decision and its transaction.
		const store = meanwhile(async () => okay(await gate.approve(ada, one.session.id)));
		refusedWith(await gateWith({ store }).approve(uma, two.session.id), 'RESOURCE_EXISTS');
		expect(await use(made)).toEqual([1, 0]);
	});

	test('of two requests for the same machine, the other one decided while the one was being written', async () => {
		const made = await world();
		const { gate, gateWith, meanwhile, actor } = made;
		const uma = await actor('uma', { role: 'CloudUser' });
		const { resume, ended } = await stuck(made);
		const { session } = sessionOf(await gate.request(uma, wants(vm('slow'))));
		// Reserved then, used now: the quota alone looks the same.
		const store = meanwhile(async () => {
			resume();
			expect(await ended).toMatchObject({ kind: 'ok' });
		});
		refusedWith(await gateWith({ store }).approve(uma, session.id), 'RESOURCE_EXISTS');
		expect(await use(made)).toEqual([1, 0]);
	});

	test('of two changes of the same machine, which no quota tells apart: the other one is shown anew', async () => {
		const made = await world();
		const { gate, gateWith, meanwhile, ada, actor } = made;
		const uma = await actor('uma', { role: 'CloudUser' });
		await deployed(made, ada, wants(vm('a')));
		const sized = (size: string) => ({ action: 'modify', project: 'shop', resources: [vm('a', { size })] });
		const [one, two] = [
			sessionOf(await gate.request(ada, sized('e2-medium'))),
			sessionOf(await gate.request(uma, sized('e2-micro'))),
		];
		const store = meanwhile(async () => okay(await gate.approve(ada, one.session.id)));
		refusedWith(await gateWith({ store }).approve(uma, two.session.id), 'SUBJECT_CHANGED');
		expect(okay(await gate.resources(ada))).toMatchObject([{ resource: { size: 'e2-medium' } }]);
	});

	test('and a request whose project goes meanwhile opens no session in it', async () => {
		const { gate, gateWith, meanwhile, ada, rows } = await world();
		const store = meanwhile(async () => okay(await gate.projects.remove(ada, 'shop')));
		refusedWith(await gateWith({ store }).request(ada, wants(vm('a'))), 'PROJECT_UNKNOWN');
		expect((await rows()).sessions).toBe(0);
	});
});

describe('a deployment that fails', () => {
	const full = new PortcullisError(
		'DOCUMENT_WRITE_FAILED',
		'ROOT/terraform_gcp_shop/main.tf.json could not be written: no space',
	);

	test('gives back what it held, says why without saying where on the machine, and leaves the document', async () => {
		const made = await world();
		const { gate, ada, gateWith, root } = made;
		await deployed(made, ada, wants(vm('a')));
		const document = await documentOf(made);
		const providers = providersWith(() => ({
			write: async () => {
				throw new PortcullisError('DOCUMENT_WRITE_FAILED', full.message.replace('ROOT', root));
			},
		}));
		const { session } = sessionOf(await gate.request(ada, wants(vm('b'))));
		const refusal = refusedWith(await gateWith({ providers }).approve(ada, session.id), 'DEPLOYMENT_FAILED');
		expect(refusal.message).toContain('main.tf.json could not be written: no space');
		expect(refusal.message).not.toContain(root);
		expect(await use(made)).toEqual([1, 0]);
		expect(await documentOf(made)).toBe(document);
		const shown = okay(await gate.show(ada, session.id)).session;
		expect(shown).toMatchObject({ status: 'failed', closed_at: made.now(), document: null });
		expect(shown.status_reason).not.toContain(root);
		expect(okay(await gate.history(ada, { limit: 1 }))[0]).toMatchObject({
			event: 'deployment.failed',
			actor: 'ada',
			session: session.id,
		});
		await deployed(made, ada, wants(vm('b')));
		expect(await use(made)).toEqual([2, 0]);
	});

	test('after its document was put in place puts the one before it back', async () => {
		const made = await world();
		const { gate, ada, gateWith } = made;
		await deployed(made, ada, wants(vm('a')));
		const document = await documentOf(made);
		let failed = false;
		const providers = providersWith((real) => ({
			async write(...args) {
				const written = await real.write(...args);
				if (failed) return written;
				failed = true;
				throw full;
			},
		}));
		const { session } = sessionOf(await gate.request(ada, wants(vm('b'))));
		refusedWith(await gateWith({ providers }).approve(ada, session.id), 'DEPLOYMENT_FAILED');
		expect(await documentOf(made)).toBe(document);
	});

	test('for a reason that nobody foresaw gives back as well, and throws', async () => {
		const made = await world();
		const { gate, ada, gateWith } = made;
		const providers = providersWith(() => ({
			write: async () => {
				throw new TypeError('a bug in /home/somebody/file.js');
			},
		}));
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		await expect(gateWith({ providers }).approve(ada, session.id)).rejects.toThrow('a bug');
		expect(await statusOf(made, session.id)).toBe('failed');
		expect(okay(await gate.show(ada, session.id)).session.status_reason).not.toContain('/home');
		expect(await use(made)).toEqual([0, 0]);
	});

	test('to be settled is failed and undone', async () => {
		const made = await world();
		const { gate, ada, gateWith, store } = made;
		await deployed(made, ada, wants(vm('a')));
		const document = await documentOf(made);
		const { session } = sessionOf(await gate.request(ada, wants(vm('b'))));
		let writes = 0;
		const failing = {
			...store,
			write: ((body) => {
				writes += 1;
				// The approval, the last look at the lease, then this.
				if (writes === 3) throw new PortcullisError('STORE_SAVE_FAILED', 'no space');
				return store.write(body);
			}) as typeof store.write,
		};
		await expect(gateWith({ store: failing }).approve(ada, session.id)).rejects.toThrow('no space');
		expect(await statusOf(made, session.id)).toBe('failed');
		expect(await use(made)).toEqual([1, 0]);
		expect(await documentOf(made)).toBe(document);
	});
});

describe('a deployment whose process ends', () => {
	test('keeps the project to itself for five minutes, and is ended by the sweep then', async () => {
		const made = await world();
		const { gate, ada, wait } = made;
		await deployed(made, ada, wants(vm('a')));
		const { id, resume, ended } = await stuck(made);
		const { session } = sessionOf(await gate.request(ada, wants(vm('b'))));
		refusedWith(await gate.approve(ada, session.id), 'PROJECT_BUSY');
		refusedWith(await gate.cancel(ada, id), 'SESSION_CLOSED');
		expect(await use(made)).toEqual([1, 1]);
		wait(5 * minute - 1);
		expect((await gate.sweep()).recovered).toEqual([]);
		wait(1);
		expect((await gate.sweep()).recovered).toEqual([{ id, tenant: 'demo', project: 'shop' }]);
		expect(await use(made)).toEqual([1, 0]);
		expect(await statusOf(made, id)).toBe('failed');
		const document = await documentOf(made);
		expect(document).toBe(await fromScratch(made));

		// It was only slow after all: it may not settle any more, and what it wrote is taken back.
		resume();
		expect(await ended).toMatchObject({ kind: 'refused', code: 'DEPLOYMENT_FAILED' });
		expect(await documentOf(made)).toBe(document);
		expect(await use(made)).toEqual([1, 0]);
		expect(okay(await gate.history(ada, { session: id })).map(({ event, actor }) => [event, actor])[0]).toEqual([
			'deployment.failed',
			'portcullis',
		]);
	});

	test('is ended by the next approval in its project, without a sweep', async () => {
		const made = await world();
		const { gate, ada, wait } = made;
		const { id, resume, ended } = await stuck(made);
		wait(5 * minute);
		const { session } = sessionOf(await gate.request(ada, wants(vm('b'))));
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
		expect(await statusOf(made, id)).toBe('failed');
		resume();
		await ended;
		expect(await documentOf(made)).toBe(await fromScratch(made));
		expect(await use(made)).toEqual([1, 0]);
	});

	test('and that goes on after all, while it is being ended, does not settle it', async () => {
		const made = await world();
		const { ada, gateWith, wait } = made;
		await deployed(made, ada, wants(vm('a')));
		const document = await documentOf(made);
		const { id, resume, ended } = await stuck(made);
		wait(5 * minute);
		let late: unknown;
		const providers = providersWith((real) => ({
			async write(...args) {
				resume();
				late = await ended;
				return real.write(...args);
			},
		}));
		expect((await gateWith({ providers }).sweep()).recovered).toHaveLength(1);
		expect(late).toMatchObject({ kind: 'refused', code: 'DEPLOYMENT_FAILED' });
		expect(await statusOf(made, id)).toBe('failed');
		expect(await documentOf(made)).toBe(document);
		expect(await use(made)).toEqual([1, 0]);
	});

	test('is ended by one of two sweeps, though its document cannot be written', async () => {
		const made = await world();
		const { gate, ada, gateWith, wait } = made;
		const { id, resume, ended } = await stuck(made);
		wait(5 * minute);
		let writes = 0;
		const providers = providersWith(() => ({
			write: async () => {
				writes += 1;
				throw full();
			},
		}));
		const reports = await Promise.all([gateWith({ providers }).sweep(), gateWith({ providers }).sweep()]);
		expect(reports.flatMap(({ recovered }) => recovered)).toHaveLength(1);
		// The other one would still be writing when the project is open again.
		expect(writes).toBe(1);
		const { status, status_reason } = okay(await gate.show(ada, id)).session;
		expect([status, status_reason]).toEqual(['failed', expect.stringContaining('could not be put back')]);
		resume();
		await ended;
	});

	const full = () => new PortcullisError('DOCUMENT_WRITE_FAILED', 'no space');
});
