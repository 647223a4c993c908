import type { Context } from '../gate/context.js';
import { openCatalogue } from '../gate/open-catalogue.js';
import { ageInDays, oldPrices } from '../input/age-in-days.js';
import type { Finding } from './finding.js';

const check = 'prices';

/** How old the prices are that come with the command, and whether the file of one's own over them can be read. */
export async function checkPrices(context: Context): Promise<Finding> {
	const opened = await openCatalogue(context);
	if (opened.kind === 'failed') {
		const { document } = opened.outcome;
		const why = document.kind === 'error' ? ` (${document.code})` : '';
		const next = 'portcullis prices says what is wrong with each line; docs/cost.md how the file is written';
		return { check, state: 'bad', found: `${context.prices} cannot be understood${why}`, next };
	}
	const { priceSources } = await import('@portcullis/policies');
	const sources = priceSources().map(({ code, date }) => ({ code, age: ageInDays(date, context.io.clock()) }));
	const ages = sources.flatMap(({ age }) => (age === null ? [] : [age]));
	const old = sources.filter(({ age }) => age !== null && age > oldPrices).map(({ code }) => code);
	const over = context.prices === undefined ? '' : `, ${context.prices} over them`;
	const found = `${sources.length} sources, ${Math.min(...ages)} to ${Math.max(...ages)} days old${over}`;
	if (old.length === 0) return { check, state: 'good', found };
	const next = `hold prices from ${old.join(', ')} against the cloud's own: portcullis prices shows each source's day, --prices puts others over them`;
	return { check, state: 'warning', found, next };
}
