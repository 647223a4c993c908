// What a wall clock shows is kept as the moment at which a clock of UTC shows the same.

const day = 24 * 3_600_000;

/** What the wall clock of a zone shows at a moment. */
export function wallAt(timeZone: string, at: number): number {
	return at + offsetAt(timeZone, at);
}

/** The moment at which a wall clock first shows a time; where it skips that time, the moment at which it does. */
export function firstShown(timeZone: string, wall: number): number {
	const shows = momentsOf(timeZone, wall);
	return shows.length > 0 ? Math.min(...shows) : skipOf(timeZone, wall);
}

/** The moment at which a wall clock last shows a time; where it skips that time, the moment at which it does. */
export function lastShown(timeZone: string, wall: number): number {
	const shows = momentsOf(timeZone, wall);
	return shows.length > 0 ? Math.max(...shows) : skipOf(timeZone, wall);
}

function momentsOf(timeZone: string, wall: number): number[] {
	return offsetsAround(timeZone, wall)
		.map((offset) => wall - offset)
		.filter((at) => wallAt(timeZone, at) === wall);
}

function offsetsAround(timeZone: string, wall: number): [before: number, after: number] {
	return [offsetAt(timeZone, wall - day), offsetAt(timeZone, wall + day)];
}

// Clocks are put forward between the last moment that shows less and the first that shows more: halved until found.
function skipOf(timeZone: string, wall: number): number {
	const [before, after] = offsetsAround(timeZone, wall);
	let less = wall - after;
	let more = wall - before;
	while (more - less > 1) {
		const middle = Math.floor((less + more) / 2);
		if (wallAt(timeZone, middle) < wall) less = middle;
		else more = middle;
	}
	return more;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** By how many milliseconds a zone's wall clock is ahead of UTC. */
function offsetAt(timeZone: string, at: number): number {
	let format = formats.get(timeZone);
	if (format === undefined) {
		format = new Intl.DateTimeFormat('en-US', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		formats.set(timeZone, format);
	}
	const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
	const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
	const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
	return shown - Math.floor(at / 1000) * 1000;
}
