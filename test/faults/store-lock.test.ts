import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../packages/core/src/store/open-store.js';
import { Child, faultRounds } from './child.js';

let folder: string;
let url: string;
let children: Child[];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'portcullis-lock-'));
	url = `file:${join(folder, 'x.db')}`;
	children = [];
});
afterEach(async () => {
	await Promise.all(children.map((child) => child.kill()));
	await rm(folder, { recursive: true });
});

async function holder(): Promise<Child> {
	const child = new Child('store-holder.mjs');
	children.push(child);
	await child.line(1);
	return child;
}

test('of two processes on one file the second is refused, naming the first, and may still read', async () => {
	const [first, second] = await Promise.all([holder(), holder()]);
	first.say(`open ${url}`);
	expect(await first.line(2)).toBe('open');
	second.say(`open ${url}`);
	expect(await second.line(2)).toMatch(`STORE_BUSY ${join(folder, 'x.db')} is in use by process ${first.pid} on `);
	const snapshot = await openStore({ url, mode: 'read' });
	expect(await snapshot.read((tx) => tx.tenants.list())).toEqual([]);
	await snapshot.close();

	first.say('close');
	await first.line(3);
	second.say(`open ${url}`);
	expect(await second.line(3)).toBe('open');
});

test('of six processes that open a file whose writer was killed, exactly one gets it', async () => {
	const dying = await holder();
	dying.say(`open ${url}`);
	await dying.line(2);
	await dying.kill();
	let contenders = await Promise.all(Array.from({ length: 6 }, holder));
	for (let round = 0; round < faultRounds; round++) {
		const said = contenders.map((child) => child.lines.length);
		for (const child of contenders) child.say(`open ${url}`);
		const answers = await Promise.all(contenders.map((child, index) => child.line((said[index] ?? 0) + 1)));
		const winners = contenders.filter((_, index) => answers[index] === 'open');
		expect(answers.filter((answer) => answer !== 'open' && !answer.startsWith('STORE_BUSY'))).toEqual([]);
		expect(winners).toHaveLength(1);
		expect((await readdir(folder)).sort()).toEqual(['x.db', 'x.db.lock']);
		await winners[0]?.kill();
		contenders = [...contenders.filter((child) => !winners.includes(child)), await holder()];
	}
});
