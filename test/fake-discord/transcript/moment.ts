const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A moment as Discord's client shows `<t:…>`: relative to `now` for style R, else in UTC. */
export function moment(at: number, style: string | undefined, now: number): string {
	if (style === 'R') return relative(at - now);
	const iso = new Date(at).toISOString();
	const date = iso.slice(0, 10);
	const time = iso.slice(11, 16);
	if (style === 't' || style === 'T') return `${time} UTC`;
	return style === 'd' || style === 'D' ? date : `${date} ${time} UTC`;
}

function relative(distance: number): string {
	const size = Math.abs(distance);
	const [unit, name] = unitFor(size);
	const count = Math.round(size / unit);
	const words = `${count} ${name}${count === 1 ? '' : 's'}`;
	return distance < 0 ? `${words} ago` : `in ${words}`;
}

function unitFor(size: number): readonly [milliseconds: number, name: string] {
	if (size < minute) return [1_000, 'second'];
	if (size < hour) return [minute, 'minute'];
	return size < day ? [hour, 'hour'] : [day, 'day'];
}
