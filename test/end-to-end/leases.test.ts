import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Provider, sha256 } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import {
	deployed,
	deploymentOf,
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
const documentOf = ({ root }: World) => readFile(join(root, folder, 'main.tf.json'), 'utf8');

/** What the history says of the project's document, oldest first. */
async function toldOf({ gate, ada }: World): Promise<unknown[]> {
	const rows = okay(await gate.history(ada, { project: 'shop' })).reverse();
	return rows.filter(({ event }) => event === 'document.overwritten').map(({ body }) => body.put_right);
}

/** A deployment whose process is stopped at one point of its last look at the lease until it is let go. */
async function stopped(made: World, at: 'before' | 'after') {
	const { gate, ada, gateWith } = made;
	let begun = (): void => {};
	let resume = (): void => {};
	let renamed = (): void => {};
	const stops = new Promise<void>((resolve) => {
		begun = resolve;
	});
	const goes = new Promise<void>((resolve) => {
		resume = resolve;
	});
	const inPlace = new Promise<void>((resolve) => {
		renamed = resolve;
	});
	const sleepy = (real: Provider): Partial<Provider> => ({
		async write(project, resources, root, stillMine = async () => true) {
			const written = await real.write(project, resources, root, async () => {
				const before = at === 'after' ? await stillMine() : null;
				begun();
				await goes;
				return before ?? stillMine();
			});
			renamed();
			return written;
		},
	});
	const { session } = sessionOf(await gate.request(ada, wants(vm('slow'))));
	const ended = gateWith({ providers: providersWith(sleepy) }).approve(ada, session.id);
	await stops;
	return { id: session.id, resume, inPlace, ended };
}

describe('a process that was stopped while it deployed, and was given up', () => {
	test('before its last look at its lease does not put its document in place', async () => {
		const made = await world();
		const { gate, ada, wait } = made;
		const { resume, ended } = await stopped(made, 'before');
		wait(5 * minute);
		await deployed(made, ada, wants(vm('fast')));
		const document = await documentOf(made);
		resume();
		expect(await ended).toMatchObject({ kind: 'refused', code: 'DEPLOYMENT_FAILED' });
		expect(await documentOf(made)).toBe(document);
		expect(await toldOf(made)).toEqual([]);
		expect(await readdir(join(made.root, folder))).toEqual(['main.tf.json']);
		expect(okay(await gate.quotas.list(ada, 'shop'))).toMatchObject([{ used: 1, reserved: 0 }]);
	});

	test('right before the rename overwrites a newer document: that is seen, put right and told', async () => {
		const made = await world();
		const { ada, wait } = made;
		const { resume, ended } = await stopped(made, 'after');
		wait(5 * minute);
		await deployed(made, ada, wants(vm('fast')));
		const document = await documentOf(made);
		resume();
		expect(await ended).toMatchObject({ kind: 'refused', code: 'DEPLOYMENT_FAILED' });
		expect(await documentOf(made)).toBe(document);
		expect(await toldOf(made)).toEqual([true]);
	});

	test('and puts its document in place between the writing of the newer one and its settling: so too', async () => {
		const made = await world();
		const { gate, ada, wait, gateWith } = made;
		const { resume, ended, inPlace } = await stopped(made, 'after');
		wait(5 * minute);
		const providers = providersWith((real) => ({
			async write(...args) {
				const written = await real.write(...args);
				// The first to be written is the one from what stands, where the other is given up.
				if (args[1].length === 0) return written;
				resume();
				await inPlace;
				await ended;
				return written;
			},
		}));
		const { session } = sessionOf(await gate.request(ada, wants(vm('fast'))));
		const { document } = deploymentOf(okay(await gateWith({ providers }).approve(ada, session.id))).session;
		expect(sha256(await documentOf(made))).toBe(document?.digest);
		expect(await toldOf(made)).toEqual([true]);
		expect(okay(await gate.list(ada, { statuses: ['deploying'] }))).toEqual([]);
	});

	test('keeps its project for as long as it has looked at its lease last', async () => {
		const made = await world();
		const { gate, ada, wait } = made;
		const { id, resume, ended } = await stopped(made, 'before');
		wait(4 * minute);
		resume();
		expect(await ended).toMatchObject({ kind: 'ok' });
		expect(okay(await gate.show(ada, id)).session.status).toBe('completed');
	});
});

test('a deployment that was begun, and whose process forgot its lease, is left to its time', async () => {
	const made = await world();
	const { gate, wait, store } = made;
	const { id, resume, ended } = await stopped(made, 'before');
	wait(4 * minute);
	expect((await gate.sweep()).recovered).toEqual([]);
	const lease = await store.read((tx) => tx.leases.get('demo', 'shop'));
	expect(lease).toMatchObject({ session: id, holder: expect.stringMatching(/^process \d+ on /) });
	wait(minute);
	expect((await gate.sweep()).recovered).toMatchObject([{ id }]);
	expect(await store.read((tx) => tx.leases.get('demo', 'shop'))).toBeNull();
	resume();
	await ended;
});

test('a document that somebody else has changed is found by the next deployment, which writes it whole', async () => {
	const made = await world();
	const { ada } = made;
	await deployed(made, ada, wants(vm('a')));
	await writeFile(join(made.root, folder, 'main.tf.json'), '{}');
	const { session } = await deployed(made, ada, wants(vm('b')));
	expect(sha256(await documentOf(made))).toBe(session.document?.digest);
	expect(await toldOf(made)).toEqual([]);
});

test('a project that is in another hand is busy', async () => {
	const { gate, ada, store, now } = await world();
	const lease = { tenant: 'demo', project: 'shop', session: null, holder: 'x', token: 't', taken_at: 1 };
	await store.write((tx) => tx.leases.take({ ...lease, expires_at: now() + 1 }));
	const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
	refusedWith(await gate.approve(ada, session.id), 'PROJECT_BUSY');
});
