// Control and format characters (escape sequences, line breaks, bidirectional overrides), separators, private and
// unpaired code points, and everything else that a terminal shows as nothing at all.
const harmful = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Makes a text that people gave safe to show on a terminal and on one line: what could move the cursor, change the
 * order of letters or hide is written as its code, `\u{202e}`.
 *
 * @example
 * ```ts
 * import { harmless } from '@portcullis/cli';
 *
 * console.log(harmless('web\u001b[2J')); // web\u{1b}[2J
 * ```
 */
export function harmless(text: string): string {
	return text.replace(harmful, code);
}

/** The same for a text of several lines, whose line breaks stay. */
export function harmlessLines(text: string): string {
	return text.split('\n').map(harmless).join('\n');
}

function code(character: string): string {
	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
