/** How far long work has come. */
export interface Progress {
	/** What is being done: `copying deployment_history`. */
	readonly step: string;
	/** Rows done of `total`. */
	readonly done: number;
	readonly total: number;
}

/** Told now and then how far long work has come. */
export type OnProgress = (progress: Progress) => void;
