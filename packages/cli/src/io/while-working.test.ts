import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { whileWorking } from './while-working.js';

async function written(isTTY: boolean, work: () => Promise<unknown>): Promise<string> {
	let text = '';
	const stderr = { isTTY, write: (more: string) => (text += more) };
	await whileWorking({ stderr }, 'deciding', work, 5).catch(() => {});
	return text;
}

describe('work that takes a while', () => {
	it('is named on a terminal, and the line is gone at its end, whichever that is', async () => {
		const gone = '\r\u001b[Kdeciding\r\u001b[K';
		expect(await written(true, () => after(30))).toBe(gone);
		expect(await written(true, () => after(30).then(() => Promise.reject(new Error('no'))))).toBe(gone);
	});

	it('is not named before it has, nor in a pipe', async () => {
		expect(await written(true, async () => 1)).toBe('');
		expect(await written(false, () => after(30))).toBe('');
	});
});
