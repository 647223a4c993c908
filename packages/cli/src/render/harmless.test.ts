import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../output/json-text.js';
import { harmless, harmlessLines } from './harmless.js';

const hostile = [
	'\u001b[2J', // clears the screen
	'\u009b2J', // the same in one character
	'\r',
	'\n',
	'\u0007',
	'\u202e', // turns the order of letters round
	'\u2066',
	'\u200b', // shows nothing
	'\u2060',
	'\ufeff',
	'\u{e0041}',
	'\u3164',
	'\u2028',
	'\ud800',
];

describe('text that people gave', () => {
	it('is shown with its codes where it could move the cursor, reorder letters or hide', () => {
		for (const text of hostile) expect(harmless(`a${text}b`)).toMatch(/^a(?:\\u\{[0-9a-f]+\}[[0-9A-Za-z]*)+b$/);
		expect(harmless('web\u001b[2J')).toBe('web\\u{1b}[2J');
	});

	it('is left as it is where it is only foreign', () => {
		for (const text of ['Zoë', '東京', 'данные', 'a b', '~!@#$%^&*()', '🚀']) expect(harmless(text)).toBe(text);
	});

	it('never holds a character that a terminal obeys', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(harmless(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
			}),
		);
	});

	it('of several lines keeps its line breaks', () => {
		expect(harmlessLines('a\u001b\nb')).toBe('a\\u{1b}\nb');
	});

	it('is escaped in JSON in a way that reads back the same', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const json = jsonText({ kind: 'error', code: 'X', message: text, problems: [], status: 2 });
				expect(JSON.parse(json).message).toBe(text);
				expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
			}),
		);
	});
});
