// Control and format characters (escape sequences, bidirectional overrides), separators, private and unpaired code
// points, and everything else that a terminal obeys or shows as nothing at all. Line breaks and tabs stay.
const harmful = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Makes a text out of policies safe to show: what could move the cursor or hide is written as its code, `\u{202e}`. */
export function harmlessLines(text: string): string {
	return text.replace(harmful, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for JSON, by its own escapes, which readers undo: such characters stand in it in strings only. */
export function harmlessJson(text: string): string {
	return text.replace(harmful, (character) =>
		Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
			.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
			.join(''),
	);
}
