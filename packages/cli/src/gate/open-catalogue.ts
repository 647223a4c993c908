import type { Catalogue } from '@portcullis/core';
import { readPrices } from '../input/read-prices.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import type { Context } from './context.js';

/** The prices that a command works with, or the failure that says what is wrong with the file of one's own. */
export type OpenedCatalogue =
	| { readonly kind: 'catalogue'; readonly catalogue: Catalogue }
	| { readonly kind: 'failed'; readonly outcome: Outcome };

let listed: Promise<Catalogue> | undefined;

/**
 * Opens the prices that come with Portcullis, with the file of `--prices` or PORTCULLIS_PRICES over them. Every command
 * that prices or decides gets them here, so that what is requested is approved at the same prices.
 */
export async function openCatalogue({ io, prices }: Context): Promise<OpenedCatalogue> {
	listed ??= import('./list-prices.js').then(({ createCatalogue }) => createCatalogue());
	const catalogue = await listed;
	if (prices === undefined) return { kind: 'catalogue', catalogue };
	const read = await readPrices(prices, io);
	if (read.kind === 'problems') {
		const outcome = failure({
			code: 'PRICES_INVALID',
			message: 'the file of prices cannot be understood',
			problems: read.problems,
		});
		return { kind: 'failed', outcome };
	}
	const { overlayCatalogue } = await import('@portcullis/core');
	const { value, place } = read.value;
	const overlaid = overlayCatalogue(catalogue, value);
	if (overlaid.kind === 'ok') return { kind: 'catalogue', catalogue: overlaid.value };
	return { kind: 'failed', outcome: refusal(overlaid, { status: 2, problems: overlaid.problems.map(place) }) };
}
