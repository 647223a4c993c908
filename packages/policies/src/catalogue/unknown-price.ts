import type { PriceAnswer, PriceQuery } from '@portcullis/core';

/** The answer for a price that is not known: why, and in which file under which names it was looked for. */
export function unknownPrice(query: PriceQuery, file: string, reason: string): PriceAnswer {
	return { kind: 'unknown', reason, looked_in: `${file}: ${query.type}, ${query.region}` };
}
