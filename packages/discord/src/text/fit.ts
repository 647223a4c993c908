/**
 * Joins as many lines as fit, and says how many did not. Lines are never cut, so that nothing that was escaped is cut
 * open.
 *
 * @param most the characters that there are, as Discord counts them
 * @param more says how many are left out
 */
export function fit(lines: readonly string[], most: number, more: (left: number) => string): string {
	const whole = lines.join('\n');
	if (whole.length <= most) return whole;
	const kept: string[] = [];
	let length = more(lines.length).length;
	for (const line of lines) {
		if (length + line.length + 1 > most) break;
		kept.push(line);
		length += line.length + 1;
	}
	return [...kept, more(lines.length - kept.length)].join('\n');
}
