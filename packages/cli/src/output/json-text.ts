import type { JsonDocument } from './json-document.js';

/** The version of the shapes in `json-document.ts`: raised when a field is taken away or changes its meaning. */
export const jsonVersion = 1;

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Writes a document as JSON. What a terminal would obey or hide is escaped, which JSON readers undo. */
export function jsonText(document: JsonDocument): string {
	return jsonPretty({ version: jsonVersion, ...document });
}

/** Writes any value as JSON for people to read too, in the same safe way, with a line break after it. */
export function jsonPretty(value: unknown): string {
	return `${visible(JSON.stringify(value, null, 2))}\n`;
}

/** Writes a value as JSON on one line. */
export function jsonLine(value: unknown): string {
	return visible(JSON.stringify(value));
}

function visible(json: string): string {
	// JSON.stringify has escaped the controls below 32 inside strings: a line break that is left is layout.
	return json.replace(invisible, (character) => (character === '\n' ? character : escaped(character)));
}

function escaped(character: string): string {
	const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
	return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
