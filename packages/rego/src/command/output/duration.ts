const units: Readonly<Record<string, number>> = {
	ns: 1e-6,
	us: 1e-3,
	µs: 1e-3,
	ms: 1,
	s: 1_000,
	m: 60_000,
	h: 3_600_000,
};

/** Reads a duration as Go writes it (`5s`, `1m30s`, `500ms`), in milliseconds; undefined where it is none above 0. */
export function parseDuration(text: string): number | undefined {
	const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
	if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
	const total = parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0);
	// Timers count in 32 bits.
	return total > 0 && total < 2 ** 31 ? Math.ceil(total) : undefined;
}

/** Writes a duration as Go does, to three digits: `1.23ms`. */
export function durationText(milliseconds: number): string {
	if (milliseconds === 0) return '0s';
	if (milliseconds < 1) return `${Number((milliseconds * 1_000).toPrecision(3))}µs`;
	return milliseconds < 1_000
		? `${Number(milliseconds.toPrecision(3))}ms`
		: `${Number((milliseconds / 1_000).toPrecision(3))}s`;
}
