// Control and format characters (bidirectional overrides, zero-width ones), separators, private and unpaired code points,
// and everything else that is shown as nothing at all.
const harmful = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * What people wrote, on one line and without what hides or turns around: such characters become a space.
 *
 * @param most how many characters to keep, the sign for what was cut included
 */
export function plain(text: string, most: number): string {
	// No more than is shown is looked at: the text may be a megabyte.
	const kept = text
		.slice(0, 4 * most)
		.replace(harmful, ' ')
		.trim();
	const characters = [...kept];
	if (characters.length <= most && text.length <= 4 * most) return kept;
	return `${characters.slice(0, most - 1).join('')}…`;
}
