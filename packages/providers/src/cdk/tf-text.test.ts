import { Token } from 'cdktf';
import { expect, it } from 'vitest';
import { hostileTexts } from '../../test/hostile-text.js';
import { tfLiteral, tfMap } from './tf-text.js';
import { isTokenNumber } from './token-number.js';
import { withOwnTokens } from './token-table.js';

const plain = [
	'',
	'web',
	'a-b_c',
	'us-central1-a',
	'ubuntu-24.04',
	'5 $ and 10 % off',
	'$a',
	'https://example.org/{x}',
	'日本',
];

it.each(plain)('ordinary text stays as it is: %j', (text) => {
	expect(tfLiteral(text)).toBe(text);
});

it('text is brought into composed form, as Terraform does', () => {
	expect(tfLiteral('e\u0301')).toBe('\u00e9');
});

it('a lone surrogate is refused', () => {
	expect(() => tfLiteral('a\ud800')).toThrowError(expect.objectContaining({ code: 'DOCUMENT_UNSAFE' }));
	expect(() => tfMap({ 'a\udc00': '' })).toThrowError(expect.objectContaining({ code: 'DOCUMENT_UNSAFE' }));
});

it('no text of any kind still looks like a token to cdktf', () => {
	for (const text of hostileTexts(3000, 4)) expect(Token.isUnresolved(tfLiteral(text))).toBe(false);
});

it('two keys that Terraform would make one are refused, and so is a key that cdktf would drop', () => {
	expect(() => tfMap({ '\u00e9': '1', 'e\u0301': '2' })).toThrowError(/two keys are both/);
	expect(() => tfMap(JSON.parse('{"__proto__": "x"}'))).toThrowError(/__proto__/);
});

it('a key that looks like a comment of cdktf is a key', () => {
	expect(tfMap({ '//': 'mine' })).toEqual({ '//': 'mine' });
});

it('numbers that cdktf makes for references are known, and others are not', () => {
	withOwnTokens(() => {
		for (let round = 0; round < 50; round += 1) {
			expect(isTokenNumber(Token.asNumber({ resolve: () => 1, creationStack: [], toString: () => '' }))).toBe(true);
			const [inList = 0] = Token.asNumberList({ resolve: () => [1], creationStack: [], toString: () => '' });
			expect(isTokenNumber(inList)).toBe(true);
		}
	});
	for (const value of [0, 1, -1, 30, 1e300, -1e300, Number.MAX_VALUE, Number.NaN, Number.NEGATIVE_INFINITY, -1e-298]) {
		expect(isTokenNumber(value)).toBe(Token.isUnresolved(value));
		expect(isTokenNumber(value)).toBe(false);
	}
});
