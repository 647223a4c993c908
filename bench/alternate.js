/**
 * Takes the times of peers in turns, so that a noisy neighbour, tiering and garbage fall on all alike; the order of a turn
 * changes too. The first quarter as many turns again come before and warm up.
 *
 * @param {Readonly<Record<string, () => unknown>>} peers a promise is waited for, anything else has its answer
 * @param {number} times
 * @returns {Promise<Record<string, number>>} the median of each in milliseconds
 */
export async function alternate(peers, times) {
	const taken = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
	const order = Object.entries(peers);
	for (let round = -Math.ceil(times / 4); round < times; round++) {
		order.reverse();
		for (const [name, run] of order) {
			const start = process.hrtime.bigint();
			const result = run();
			// Waiting for what has its answer is no part of it.
			if (result instanceof Promise) await result;
			const ms = Number(process.hrtime.bigint() - start) / 1e6;
			if (round >= 0) taken[name].push(ms);
		}
	}
	return Object.fromEntries(Object.entries(taken).map(([name, all]) => [name, median(all)]));
}

function median(numbers) {
	return numbers.sort((a, b) => a - b)[numbers.length >> 1];
}
