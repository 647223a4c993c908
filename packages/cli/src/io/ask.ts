/** Asks a person at a terminal. Every question answers `null` once somebody has broken off (Ctrl-C). */
export interface Ask {
	/** One of several. */
	choice(question: string, choices: readonly string[]): Promise<string | null>;
	/** A line; `fallback` is what Return alone means. `check` says what is wrong with an answer, which is then asked for again. */
	line(
		question: string,
		options: { readonly fallback?: string; readonly check: (answer: string) => string | undefined },
	): Promise<string | null>;
	/** Yes or no. */
	confirm(question: string): Promise<boolean | null>;
}
