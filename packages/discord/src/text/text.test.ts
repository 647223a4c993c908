import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../redact.js';
import { customId, packDigest, readCustomId, unpackDigest } from './custom-id.js';
import { fit } from './fit.js';
import { naming } from './mention.js';
import { plain } from './plain.js';
import { code, label, safeText } from './safe-text.js';

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('what people wrote', () => {
	test('never holds a sign of Discord that is not escaped, nor what hides', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const safe = safeText(text, 80);
				expect(safe.replaceAll(/\\[\\`*_~|[\]()<>#@:+\-.!&/]/g, '')).not.toMatch(/[\\`*_~|[\]()<>#@:]/);
				expect(safe).not.toMatch(hidden);
				expect([...safe].length).toBeLessThanOrEqual(160);
				expect(safe.isWellFormed()).toBe(true);
			}),
		);
	});

	test('stays within its code, and is never empty there', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const shown = code(text, 40);
				expect(shown).toMatch(/^`[^`]+`$/u);
				expect([...shown].length).toBeLessThanOrEqual(42);
			}),
		);
		expect([code(''), label('\u200B', 10)]).toEqual(['` `', '-']);
	});

	test('is cut by characters, a megabyte as well, and never in half of one', () => {
		expect(plain('a'.repeat(1_000_000), 5)).toBe('aaaa…');
		expect(plain('🦊'.repeat(10), 4)).toBe('🦊🦊🦊…');
		expect(plain('a\u202Eb\r\nc', 20)).toBe('a b c');
	});
});

test('lines are left out whole, and counted', () => {
	fc.assert(
		fc.property(
			fc.array(fc.string({ maxLength: 60 }), { maxLength: 60 }),
			fc.integer({ min: 40, max: 400 }),
			(lines, most) => {
				const text = fit(lines, most, (left) => `… and ${left} more`);
				expect(text.length).toBeLessThanOrEqual(most);
				const left = /^… and (\d+) more$/m.exec(text.split('\n').at(-1) ?? '')?.[1];
				if (left !== undefined && lines.join('\n') !== text) {
					const kept = text.split('\n').slice(0, -1).join('\n');
					expect(lines.slice(0, lines.length - Number(left)).join('\n')).toBe(kept);
				}
			},
		),
	);
});

test('a custom_id is read as it was written, and anything else is not ours', () => {
	const digest = 'ab'.repeat(32);
	const id = customId('approve', 'f'.repeat(32), packDigest(digest));
	expect(id.length).toBeLessThanOrEqual(100);
	expect(readCustomId(id)).toEqual({ action: 'approve', parts: ['f'.repeat(32), packDigest(digest)] });
	expect(unpackDigest(packDigest(digest))).toBe(digest);
	expect(['', 'x', 'pc0:a', 'pc1', 'pc1:'].map(readCustomId)).toEqual([null, null, null, null, null]);
	expect(() => customId('a', 'b:c')).toThrow(RangeError);
	expect(() => customId('a', 'b'.repeat(100))).toThrow(RangeError);
});

test('an actor is shown by name, and nobody else is', () => {
	expect(naming('123456789012345678', '123456789012345678 and 223456789012345678')).toBe(
		'<@123456789012345678> and 223456789012345678',
	);
	expect(naming('ada', 'ada')).toBe('ada');
});

test('the log has no token: of the bot, of an interaction, of a webhook', () => {
	const bot = `${'M'.repeat(24)}.${'a'.repeat(6)}.${'b'.repeat(38)}`;
	const text = `login ${bot}, https://discord.com/api/v10/interactions/123/aW50ZXJ/callback /webhooks/9/secret?wait=1 {"token":"s"}`;
	expect(redact(text)).toBe(
		'login ***, https://discord.com/api/v10/interactions/123/***/callback /webhooks/9/***?wait=1 {"token":"***"}',
	);
});
