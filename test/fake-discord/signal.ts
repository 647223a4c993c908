/** Lets a test wait until something is so, looking again whenever the fake has changed. */
export interface Signal {
	/** To be called after each change. */
	changed(): void;
	/**
	 * What `find` finds, as soon as it is not `undefined`.
	 *
	 * @throws Error that names `what`, where it was not found within `patience` milliseconds of real time.
	 */
	until<T>(what: string, find: () => T | undefined): Promise<T>;
}

// Time can be turned without a change of the fake: it is looked at this often as well.
const everyMilliseconds = 20;

/** @param patience How long `until` waits, in milliseconds of real time. */
export function createSignal(patience: number): Signal {
	const looks = new Set<() => void>();
	return {
		changed() {
			for (const look of [...looks]) look();
		},
		until(what, find) {
			return new Promise((resolve, reject) => {
				const done = () => {
					looks.delete(look);
					clearInterval(interval);
					clearTimeout(timeout);
				};
				const look = () => {
					try {
						const found = find();
						if (found === undefined) return;
						done();
						resolve(found);
					} catch (error) {
						done();
						reject(error);
					}
				};
				const interval = setInterval(look, everyMilliseconds);
				const timeout = setTimeout(() => {
					done();
					reject(new Error(`waited ${patience} ms in vain: ${what}`));
				}, patience);
				looks.add(look);
				look();
			});
		},
	};
}
