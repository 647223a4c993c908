/** Transactions that have committed and wait for one save together. */
interface Group {
	size: number;
	readonly saved: Promise<void>;
	readonly settle: (error?: unknown) => void;
}

// So that the first does not wait for ever where more keep coming.
const most = 64;

/**
 * Lets transactions take turns on one database, in the order in which they asked, and saves those together that follow
 * upon each other: the last of them saves what all of them did, and none is acknowledged before that.
 *
 * What comes after an unsaved one sees what it did, so it waits for the same save, and fails with it, even if it only
 * reads: nobody is told what is not on disk.
 */
export class GroupCommit {
	readonly #save: () => Promise<void>;
	#last: Promise<void> = Promise.resolve();
	#waiting = 0;
	#group: Group | undefined;

	/** @param save puts all that was committed on disk, or undoes it and rejects */
	constructor(save: () => Promise<void>) {
		this.#save = save;
	}

	/** Waits for a turn. It must be ended. */
	async take(): Promise<Turn> {
		const before = this.#last;
		let unlock = (): void => {};
		this.#last = new Promise((resolve) => {
			unlock = resolve;
		});
		this.#waiting++;
		await before;
		this.#waiting--;
		let ended = false;
		const end = async (): Promise<void> => {
			if (ended) return;
			ended = true;
			await this.#saveUnlessMoreCome();
			unlock();
		};
		return {
			end,
			finish: async (changed) => {
				if (!changed && this.#group === undefined) return;
				this.#group ??= newGroup();
				this.#group.size++;
				const { saved } = this.#group;
				await end();
				await saved;
			},
		};
	}

	async #saveUnlessMoreCome(): Promise<void> {
		const group = this.#group;
		if (group === undefined || (this.#waiting > 0 && group.size < most)) return;
		this.#group = undefined;
		await this.#save().then(
			() => group.settle(),
			(error: unknown) => group.settle(error),
		);
	}
}

/** One transaction's time on the database. */
export interface Turn {
	/**
	 * After the transaction: ends the turn and waits until what it changed, or has seen unsaved, is on disk.
	 *
	 * @throws what the save failed of; all that waited for it is undone
	 */
	finish(changed: boolean): Promise<void>;
	/** Lets the next one in. Does nothing the second time. */
	end(): Promise<void>;
}

function newGroup(): Group {
	let settle: Group['settle'] = () => {};
	const saved = new Promise<void>((resolve, reject) => {
		settle = (error) => (error === undefined ? resolve() : reject(error));
	});
	// Each that waits hears of it; this is for the moment before the first of them does.
	saved.catch(() => {});
	return { size: 0, saved, settle };
}
