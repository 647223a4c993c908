const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Writes a moment in UTC, to the second: `2026-11-24 10:00:00Z`. */
export function momentText(at: number): string {
	return new Date(at).toISOString().replace('T', ' ').replace(/\.\d+/, '');
}

/**
 * Writes a length of time with its two largest units, rounded down: `29 min 59 s`, `2 h 5 min`, `3 d 4 h`.
 *
 * @param milliseconds anything below 0 counts as 0
 */
export function ageText(milliseconds: number): string {
	const left = Math.max(0, milliseconds);
	if (left >= day) return two(left, day, 'd', hour, 'h');
	if (left >= hour) return two(left, hour, 'h', minute, 'min');
	if (left >= minute) return two(left, minute, 'min', second, 's');
	return `${Math.floor(left / second)} s`;
}

function two(length: number, large: number, largeName: string, small: number, smallName: string): string {
	const rest = Math.floor((length % large) / small);
	const first = `${Math.floor(length / large)} ${largeName}`;
	return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}
