/** Draws how much of a limit is taken: `████░░░░░░`; full where there is no room, empty where there is no limit. */
export function bar(taken: number, limit: number | null): string {
	const cells = 10;
	const share = limit === null ? 0 : limit === 0 ? 1 : taken / limit;
	// Something is never drawn as nothing, and what is not full never as full.
	const exact = Math.round(share * cells);
	const filled = share >= 1 ? cells : share > 0 ? Math.min(cells - 1, Math.max(1, exact)) : 0;
	return `${'█'.repeat(filled)}${'░'.repeat(cells - filled)}`;
}
