import type { Provider } from '@portcullis/core';
import { expect, test } from 'vitest';
import {
	deployed,
	minute,
	okay,
	providersWith,
	refusedWith,
	sessionOf,
	vm,
	wants,
	world,
} from '../end-to-end/world.js';

test('a clock that jumps 31 minutes expires what waits, takes nothing that stands, and gives nothing away twice', async () => {
	const made = await world();
	const { gate, ada, gateWith, wait, store } = made;
	await deployed(made, ada, wants(vm('stands')));
	const { session } = sessionOf(await gate.request(ada, wants(vm('waits'))));
	let resume = (): void => {};
	let begun = (): void => {};
	const started = new Promise<void>((resolve) => {
		begun = resolve;
	});
	const held = new Promise<void>((resolve) => {
		resume = resolve;
	});
	const slow = (real: Provider): Partial<Provider> => ({
		async write(project, resources, root, stillMine = async () => true) {
			begun();
			await held;
			return real.write(project, resources, root, stillMine);
		},
	});
	const under = sessionOf(await gate.request(ada, wants(vm('under')))).session.id;
	const ended = gateWith({ providers: providersWith(slow) }).approve(ada, under);
	await started;

	wait(31 * minute);
	expect(refusedWith(await gate.approve(ada, session.id), 'SESSION_EXPIRED').message).toContain(
		'make the request again',
	);
	// What was under way seems to have been left behind: it is ended, and finds that out before it puts anything in place.
	const swept = await gate.sweep();
	expect(swept).toMatchObject({ expired: [{ id: session.id }], recovered: [{ id: under }], released: 1 });
	resume();
	expect(refusedWith((await ended) as never, 'DEPLOYMENT_FAILED').message).toContain('make the request again');

	wait(-31 * minute);
	// What has ended stays so.
	refusedWith(await gate.approve(ada, session.id), 'SESSION_CLOSED');
	refusedWith(await gate.approve(ada, under), 'SESSION_CLOSED');
	expect(okay(await gate.quotas.list(ada, 'shop'))).toMatchObject([{ used: 1, reserved: 0 }]);
	expect(okay(await gate.resources(ada)).map(({ address }) => address)).toEqual(['vm/stands']);
	expect((await gate.sweep()).stray).toEqual([]);
	const again = await deployed(made, ada, wants(vm('waits')));
	expect(again.session.status).toBe('completed');
	expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact' });
});
