import { PortcullisError } from '@portcullis/core';
import { isTokenNumber } from './token-number.js';

declare const text: unique symbol;
declare const map: unique symbol;

/** Text that Terraform evaluates to exactly what was meant: made by {@link tfLiteral}, or a reference that the scope made. */
export type TfText = string & { readonly [text]: true };

/** A map whose keys and values are {@link TfText}: made by {@link tfMap} alone. */
export type TfMap = Readonly<Record<string, string>> & { readonly [map]: true };

// What Terraform or cdktf would read as more than text, each with the `$` and `%` before it, so that none is left to
// join with what follows: a bare CR (after it HCL's scanner loses its place), a BOM (dropped), `${` and `%{`, a `$` or
// `%` at the end (it would join with a reference), and the marker of cdktf's tokens.
const special = /[$%]*[\r\ufeff]|[$%]+(?=\{|$)|(?<=TfToken)\[/g;

// cdktf looks for numbers with an exponent in every string and takes some of them for its tokens.
const exponent = /[-|\d.+]+(e[-|\d.eE+]+)/g;

const escapes = (match: string) => `\${"${match.replaceAll('\r', '\\r').replaceAll('\ufeff', '\\ufeff')}"}`;

/**
 * Turns text that a person wrote into a Terraform template that evaluates to that text, whatever stands in it, alone
 * and next to a reference. Terraform turns all text into Unicode's composed form (NFC); so does this.
 *
 * `$${` would not do: cdktf pairs braces and so destroys a reference in the same string. Each escape is `${"…"}`,
 * which is balanced and which both leave alone.
 *
 * @throws PortcullisError `DOCUMENT_UNSAFE` for a lone surrogate, which no JSON file in UTF-8 can hold
 */
export function tfLiteral(content: string): TfText {
	if (!content.isWellFormed()) {
		throw new PortcullisError('DOCUMENT_UNSAFE', 'text with a lone surrogate cannot be written; remove that character');
	}
	return content
		.normalize('NFC')
		.replace(special, escapes)
		.replace(exponent, (match) =>
			isTokenNumber(Number.parseFloat(match)) ? match.replace('e', escapes) : match,
		) as TfText;
}

/**
 * Makes every key and every value of a map literal.
 *
 * @throws PortcullisError `DOCUMENT_UNSAFE` for two keys that are one after normalisation (Terraform would keep the
 * last), and for `__proto__`, which cdktf drops without a word
 */
export function tfMap(entries: Readonly<Record<string, string>>): TfMap {
	const safe = new Map<string, TfText>();
	for (const [key, value] of Object.entries(entries)) {
		const literal = tfLiteral(key);
		if (key === '__proto__') throw new PortcullisError('DOCUMENT_UNSAFE', 'a key may not be __proto__');
		if (safe.has(literal)) {
			throw new PortcullisError('DOCUMENT_UNSAFE', `two keys are both ${JSON.stringify(key.normalize('NFC'))}`);
		}
		safe.set(literal, tfLiteral(value));
	}
	return Object.fromEntries(safe) as unknown as TfMap;
}

/** Texts and references as one text: each is balanced in itself, so none changes its neighbour. */
export function tfJoin(...parts: readonly TfText[]): TfText {
	return parts.join('') as TfText;
}
