/**
 * What is kept on this machine only to be quick, and can be made again: compiled policies, for one. The sweep of a gate
 * that was given it removes what was not used for long.
 *
 * @example
 * ```ts
 * import type { Cache } from '@portcullis/core';
 *
 * const used = new Map<string, number>([['a', 1], ['b', 5]]);
 * const cache: Cache = {
 * 	async removeOlderThan(moment) {
 * 		const old = [...used].filter(([, at]) => at < moment);
 * 		for (const [key] of old) used.delete(key);
 * 		return old.length;
 * 	},
 * };
 * console.log(await cache.removeOlderThan(5)); // 1
 * ```
 */
export interface Cache {
	/** Removes what was last used before a moment, in milliseconds since 1970. Answers how many files or entries went. */
	removeOlderThan(moment: number): Promise<number>;
}
