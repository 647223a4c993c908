import { readFileSync } from 'node:fs';
import { hoursPerMonth, type PriceQuery } from '@portcullis/core';
import { createCatalogue } from '@portcullis/policies';
import { expect, it } from 'vitest';

/** One price that somebody else has published; README.md beside this says who. */
interface Published {
	readonly query: PriceQuery;
	readonly quantity: number;
	/** `hour`: of one; `month`: of all of them, for 730 hours, rounded to a cent. */
	readonly per: string;
	readonly usd: number;
	readonly line: string;
}

const catalogue = createCatalogue();

function read(): readonly Published[] {
	const [, ...lines] = readFileSync(new URL('published.csv', import.meta.url), 'utf8')
		.trimEnd()
		.split('\n');
	return lines.map((line) => {
		const [provider, service, type = '', region = '', engine, quantity, per = '', usd] = line.split(',');
		const about = { provider, service, type, region } as PriceQuery;
		const query = engine === '' || engine === undefined ? about : { ...about, engine };
		return { query, quantity: Number(quantity), per, usd: Number(usd), line };
	});
}

/** What we say of it; `null` where the catalogue does not know. */
function ours({ query, quantity, per }: Published): number | null {
	const answer = catalogue.price(query);
	if (answer.kind !== 'priced') return null;
	const usd = Number(answer.usd);
	if (per === 'hour') return usd;
	return quantity * usd * (answer.unit === 'hour' ? hoursPerMonth * answer.month_factor : 1);
}

it('says of at least 99 % of the prices that others have published the same, to 1 %', () => {
	const all = read();
	const priced = all.flatMap((published) => {
		const found = ours(published);
		return found === null ? [] : [{ published, found }];
	});
	const off = priced.filter(({ published: { usd, per }, found }) => {
		// A month is published to a cent: of a small one that is more than a percent.
		const rounding = per === 'month' ? 0.005 : 0;
		return Math.abs(found - usd) > Math.max(0.01 * usd, rounding);
	});
	const share = (priced.length - off.length) / priced.length;
	console.info(
		[
			`published prices: ${all.length}, of which we price ${priced.length}; within 1 %: ${(100 * share).toFixed(2)} %`,
			...off.map(({ published, found }) => `  ${published.line}: we say ${found.toFixed(4)}`),
		].join('\n'),
	);
	expect(priced.length).toBeGreaterThan(400);
	expect(share).toBeGreaterThanOrEqual(0.99);
});
