import { misunderstood, type Understood, understood } from './input-problem.js';

const units: Readonly<Record<string, number>> = {
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
	w: 604_800_000,
};

/**
 * Reads a moment to come: a time from now (`30m`, `12h`, `7d`, `2w`), a day (`2026-12-31`: its beginning in UTC), or a
 * time of day with its zone (`2026-12-31T18:00Z`, `2026-12-31T18:00:00+01:00`), also as moments are shown
 * (`2026-12-31 18:00:00Z`).
 *
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970
 */
export function parseMoment(text: string, now: number): Understood<number> {
	return read(text, now, 'from now');
}

/** Reads a moment that has passed: the same, but that `7d` is seven days ago. */
export function parsePastMoment(text: string, now: number): Understood<number> {
	return read(text, now, 'ago');
}

function read(text: string, now: number, from: 'from now' | 'ago'): Understood<number> {
	const length = /^(\d{1,6})(m|h|d|w)$/.exec(text.trim());
	if (length !== null) {
		const distance = Number(length[1]) * (units[length[2] ?? ''] ?? Number.NaN);
		return understood(from === 'ago' ? Math.max(0, now - distance) : now + distance);
	}
	const at = isoMoment(text.trim());
	if (at !== null) return understood(at);
	return misunderstood({
		message: `must be a time ${from} (30m, 12h, 7d, 2w), a day (2026-12-31) or a time with its zone (2026-12-31T18:00Z)`,
		received: text,
	});
}

function isoMoment(text: string): number | null {
	const matched = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(
		text,
	);
	if (matched === null) return null;
	const [, year, month, day] = matched.map(Number);
	// Date takes the 30th of February for the 2nd of March.
	const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
	if (date.getUTCMonth() !== (month ?? 0) - 1 || date.getUTCDate() !== day) return null;
	const at = Date.parse(text.replace(' ', 'T'));
	return Number.isNaN(at) ? null : at;
}
