import { expect, it } from 'vitest';
import { shop, workshop } from '../../test/workshop.js';

const token = `${'M'.repeat(24)}.Gabcde.${'x'.repeat(38)}`;

const findingsOf = async (run: ReturnType<typeof workshop>['run'], env: Readonly<Record<string, string>> = {}) => {
	const ran = await run(['doctor', '--json'], { env });
	const { findings } = ran.json();
	const list = findings as readonly { check: string; state: string; found: string; next?: string }[];
	return { status: ran.status, ...Object.fromEntries(list.map((finding) => [finding.check, finding])) };
};

it('says that there is no database, and what makes one', async () => {
	const { run } = workshop();
	expect(await findingsOf(run)).toMatchObject({
		status: 1,
		node: { state: 'good', found: process.version },
		database: { state: 'bad', next: 'portcullis init makes it' },
		providers: { state: 'good', found: 'for gcp, aws, azure' },
		discord: { state: 'skipped' },
	});
});

it('ends with 0 where nothing is bad, whether or not terraform is there', async () => {
	const { run } = await shop();
	expect(await findingsOf(run, { PATH: '' })).toMatchObject({
		status: 0,
		database: { state: 'good' },
		terraform: { state: 'warning', found: 'neither terraform nor tofu is on the PATH' },
	});
});

it('says how old the prices are, and what to do about old ones and about a file that is wrong', async () => {
	const made = await shop();
	made.now = Date.UTC(2026, 10, 24);
	const { prices } = (await findingsOf(made.run)) as unknown as { prices: { state: string; found: string } };
	expect(prices.found).toMatch(/^\d+ sources, \d+ to \d+ days old$/);
	made.now = Date.UTC(2030, 0, 1);
	expect(await findingsOf(made.run)).toMatchObject({
		status: 0,
		prices: { state: 'warning', next: expect.stringContaining('portcullis prices') },
	});
	made.write('prices.yaml', 'discounts: 5\n');
	expect(await findingsOf(made.run, { PORTCULLIS_PRICES: 'prices.yaml' })).toMatchObject({
		status: 1,
		prices: { state: 'bad', found: expect.stringContaining('PRICES_INVALID') },
	});
});

it('says why a database cannot be opened', async () => {
	const { run, write } = workshop();
	write('.portcullis/portcullis.db', 'this is no database');
	const { status, ...found } = await findingsOf(run);
	expect({ status, ...found }).toMatchObject({
		status: 1,
		database: { state: 'bad', next: expect.stringContaining('docs/errors.md') },
	});
});

it.each([
	['good', token],
	['bad', `Bot ${token}`],
	['bad', 'not.a.token'],
])('tells the shape of the Discord token, and never shows it: %s', async (state, given) => {
	const { run } = await shop();
	expect(await findingsOf(run, { DISCORD_TOKEN: given })).toMatchObject({ discord: { state } });
	const shown = [await run(['doctor'], { env: { DISCORD_TOKEN: given } })];
	for (const { out, err } of shown) expect(`${out}${err}`).not.toContain(given.slice(4));
});
