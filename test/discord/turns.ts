import type { Store } from '@portcullis/core';
import { oneOf } from './seeded-random.js';

/**
 * Lets several do things at once over one store, where a seed says whose transaction is next: each waits before every
 * transaction until all wait, and then one goes on. So two processes that use a database interleave, the same each time.
 */
export async function takeTurns<Done>(
	store: Store,
	actors: readonly ((own: Store) => Promise<Done>)[],
	random: () => number,
): Promise<readonly Done[]> {
	const states = actors.map(() => ({ waiting: [] as (() => void)[], done: false }));
	const goOn = () => {
		if (!states.every(({ waiting, done }) => done || waiting.length > 0)) return;
		const ready = states.filter(({ waiting }) => waiting.length > 0);
		if (ready.length > 0) oneOf(ready, random).waiting.shift()?.();
	};
	return Promise.all(
		actors.map(async (act, index) => {
			const state = states[index];
			if (state === undefined) throw new TypeError('an actor without a state');
			const turn = () =>
				new Promise<void>((resolve) => {
					state.waiting.push(resolve);
					goOn();
				});
			try {
				return await act({
					...store,
					read: async (body) => {
						await turn();
						return store.read(body);
					},
					write: async (body) => {
						await turn();
						return store.write(body);
					},
				});
			} finally {
				state.done = true;
				goOn();
			}
		}),
	);
}
