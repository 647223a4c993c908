import type { Refusal } from '../refusal.js';

/** Something that goes wrong with requests of the client, the next ones that it matches. */
export interface Fault {
	/** Any, if left out. */
	readonly method?: string;
	/** Of the path without `/api/v10`; any, if left out. */
	readonly path?: RegExp;
	/** How many requests it hits; 1, if left out. */
	readonly times?: number;
	/**
	 * - `rate limited`: 429, and after how many seconds to try again.
	 * - `broken`: a status of 500 or more.
	 * - `refused`: an error of Discord's own, such as `{ status: 400, code: 30046, message: 'Maximum number of edits…' }`.
	 * - `request lost`: the connection is cut before the fake does anything.
	 * - `answer lost`: the fake does what is asked, then the connection is cut.
	 * - `slow`: the fake waits, in milliseconds of real time, before it does anything.
	 */
	readonly what:
		| { readonly kind: 'rate limited'; readonly seconds: number; readonly global?: boolean }
		| { readonly kind: 'broken'; readonly status: number }
		| ({ readonly kind: 'refused' } & Refusal)
		| { readonly kind: 'request lost' }
		| { readonly kind: 'answer lost' }
		| { readonly kind: 'slow'; readonly milliseconds: number };
}

/** Faults that wait for their requests. */
export interface Faults {
	add(fault: Fault): void;
	/** The fault that hits a request, which thereby is used up once. */
	take(method: string, path: string): Fault['what'] | undefined;
}

export function createFaults(): Faults {
	const waiting: { readonly fault: Fault; left: number }[] = [];
	return {
		add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
		take(method, path) {
			const index = waiting.findIndex(
				({ fault }) => (fault.method ?? method) === method && (fault.path?.test(path) ?? true),
			);
			const hit = waiting[index];
			if (hit === undefined) return undefined;
			hit.left -= 1;
			if (hit.left <= 0) waiting.splice(index, 1);
			return hit.fault.what;
		},
	};
}
