import { expect, it } from 'vitest';
import { readEntry, writeEntry } from './cache-entry.js';
import type { Compiled } from './compile.js';

const compiled: Compiled = {
	kind: 'compiled',
	wasm: new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 255, 10, 13]),
	policies: [],
	builtins: [{ name: 'time.now_ns', at: [{ file: 'ä.rego', row: 1, column: 2 }] }],
	clock: [],
	data: [{ path: ['prices'], at: [] }],
	entrypoints: ['a/b'],
	digest: 'd1',
	opaVersion: '1.22.2',
};
const entry = writeEntry(compiled);

it('gives back what was written', () => {
	expect(readEntry(entry, 'd1')).toEqual(compiled);
});

it('refuses an entry that stands under another digest', () => {
	expect(readEntry(entry, 'd2')).toBeUndefined();
});

it('refuses an entry that is cut short at any byte, or goes on', () => {
	for (let length = 0; length < entry.length; length++) {
		expect(readEntry(entry.subarray(0, length), 'd1')).toBeUndefined();
	}
	expect(readEntry(Buffer.concat([entry, Buffer.alloc(1)]), 'd1')).toBeUndefined();
	expect(readEntry(Buffer.alloc(entry.length), 'd1')).toBeUndefined();
});

it('refuses an entry of which any one bit is another', () => {
	for (let index = 0; index < entry.length; index++) {
		for (let bit = 0; bit < 8; bit++) {
			const changed = Buffer.from(entry);
			changed[index] = (changed[index] ?? 0) ^ (1 << bit);
			expect(readEntry(changed, 'd1')).toBeUndefined();
		}
	}
});
