import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { largePlan } from '../../test/large-plan.js';
import { rounds } from '../../test/rounds.js';

// In full CI the size that is promised; else one that takes a second.
const isFull = rounds() >= 1000;
const megabytes = isFull ? 100 : 5;

it(`a plan of ${megabytes} MB is read in less memory than docs/plan.md says`, () => {
	const folder = mkdtempSync(join(tmpdir(), 'portcullis-plan-'));
	try {
		const file = join(folder, 'plan.json');
		const { text, resources } = largePlan(megabytes * 1024 ** 2);
		writeFileSync(file, text);
		const reader = fileURLToPath(new URL('../../test/read-large-plan.mjs', import.meta.url));
		const told = JSON.parse(execFileSync(process.execPath, [reader, file], { encoding: 'utf8' }));
		expect(told).toMatchObject({ blocks: resources, changes: expect.any(Number) });
		expect(told.changes).toBeGreaterThan(resources / 2);
		expect(told.kib / 1024).toBeLessThan(isFull ? 1200 : 250);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}, 600_000);
