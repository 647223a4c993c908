/**
 * Finds the names that someone may have meant: few letters added, left out, changed or swapped. Upper and lower case
 * count as the same.
 *
 * @param limit how many names at most
 * @returns candidates nearest first, those equally near in order of the alphabet; none that differs in more than a
 * third of its letters (two at least)
 *
 * @example
 * ```ts
 * import { nearest } from '@portcullis/core';
 *
 * console.log(nearest('e2-smal', ['e2-small', 'e2-medium', 'n1-standard-1'])); // [ 'e2-small' ]
 * ```
 */
export function nearest(name: string, candidates: Iterable<string>, limit = 3): readonly string[] {
	// A name far longer than any real one resembles none, and need not be compared letter by letter.
	if (name.length > 128) return [];
	const wanted = name.toLowerCase();
	const most = Math.max(2, Math.floor(wanted.length / 3));
	const near: { readonly candidate: string; readonly distance: number }[] = [];
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - wanted.length) > most) continue;
		const distance = editDistance(wanted, candidate.toLowerCase());
		if (distance <= most) near.push({ candidate, distance });
	}
	near.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
	return near.slice(0, limit).map(({ candidate }) => candidate);
}

/** Optimal string alignment: insertions, deletions, changes, and swaps of neighbours count 1 each. */
function editDistance(a: string, b: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const same = a[row - 1] === b[column - 1];
			let best = Math.min(
				(last[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(last[column - 1] ?? 0) + (same ? 0 : 1),
			);
			const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
			current.push(best);
		}
		beforeLast = last;
		last = current;
	}
	return last[b.length] ?? 0;
}
