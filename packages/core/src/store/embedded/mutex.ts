/** Lets one run after the other, in the order in which they asked. */
export class Mutex {
	#last: Promise<void> = Promise.resolve();

	/** Waits for its turn; the returned function ends it. */
	async lock(): Promise<() => void> {
		const before = this.#last;
		let unlock = (): void => {};
		this.#last = new Promise((resolve) => {
			unlock = resolve;
		});
		await before;
		return unlock;
	}
}
