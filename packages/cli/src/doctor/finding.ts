/** How something that the command needs is. `skipped`: nothing needs it here. */
export const findingStates = ['good', 'warning', 'bad', 'skipped'] as const;

/** What a check found. */
export interface Finding {
	/** What was looked at: `node`, `database`… */
	readonly check: string;
	readonly state: (typeof findingStates)[number];
	/** What was found, for people. */
	readonly found: string;
	/** What to do about it, where there is something to do. */
	readonly next?: string;
}
