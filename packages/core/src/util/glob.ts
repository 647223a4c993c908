/**
 * Whether a text is of a pattern: `*` stands for any run of characters, an empty one too, `?` for one character,
 * everything else for itself. It goes back to the last `*` only, so that no pattern takes longer than its length times
 * the text's.
 *
 * Written here for these two signs: the libraries for paths know braces, negation and classes, and each of those would be
 * another way to write a scope that nobody reads the same way twice.
 */
export function matchesGlob(pattern: string, text: string): boolean {
	let at = 0;
	let index = 0;
	let star = -1;
	let resume = 0;
	while (index < text.length) {
		const wanted = pattern[at];
		if (wanted === '*') {
			star = at++;
			resume = index;
		} else if (wanted === '?' || wanted === text[index]) {
			at++;
			index++;
		} else if (star === -1) {
			return false;
		} else {
			at = star + 1;
			index = ++resume;
		}
	}
	while (pattern[at] === '*') at++;
	return at === pattern.length;
}

/**
 * Whether one text may be of both patterns: `false` only where their beginnings or their ends exclude each other, which
 * settles it for patterns with one wildcard or none.
 */
export function mayOverlap(one: string, other: string): boolean {
	if (!isGlob(one)) return matchesGlob(other, one);
	if (!isGlob(other)) return matchesGlob(one, other);
	const starts = [one, other].map((pattern) => /^[^*?]*/.exec(pattern)?.[0] ?? '');
	const ends = [one, other].map((pattern) => /[^*?]*$/.exec(pattern)?.[0] ?? '');
	const [a = '', b = ''] = starts;
	const [c = '', d = ''] = ends;
	return (a.startsWith(b) || b.startsWith(a)) && (c.endsWith(d) || d.endsWith(c));
}

/** Whether a text holds a wildcard. */
export function isGlob(pattern: string): boolean {
	return /[*?]/.test(pattern);
}

/** How many characters of a pattern stand for themselves. */
export function literalsOf(pattern: string): number {
	return pattern.replace(/[*?]/g, '').length;
}
