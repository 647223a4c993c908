import { type ProjectCost, presentProjectCost } from '@portcullis/core';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { en as words } from '../i18n/en.js';
import { costView } from '../views/cost-view.js';
import { costChart } from './cost-chart.js';
import { costRows } from './cost-rows.js';
import { drawPng } from './draw-png.js';

type Kind = ProjectCost['kinds'][number];

const head = { title: 'Costs', subtitle: 'until now' };

function kindCost(kind: Kind['kind'], dollars: number, complete = true): Kind {
	const accrued_micros = dollars * 1e6;
	const forecast_micros = 2 * accrued_micros;
	return {
		kind,
		accrued_micros,
		complete,
		hourly_micros: 0,
		hourly_complete: complete,
		forecast_micros,
		forecast_complete: complete,
	};
}

function projectCost(project: string, kinds: readonly Kind[], budget: number | null = null): ProjectCost {
	const sum = (figure: 'accrued_micros' | 'forecast_micros') => kinds.reduce((total, one) => total + one[figure], 0);
	const complete = kinds.every((one) => one.complete);
	return {
		...kindCost('vm', 0, complete),
		accrued_micros: sum('accrued_micros'),
		forecast_micros: sum('forecast_micros'),
		project,
		provider: 'gcp',
		month: { starts_at: Date.UTC(2026, 10, 1), ends_at: Date.UTC(2026, 11, 1) },
		at: Date.UTC(2026, 10, 24),
		kinds,
		budget_micros: budget === null ? null : budget * 1e6,
		budget_percent: null,
		forecast_percent: null,
	};
}

/** What a drawing holds: its elements and its texts. It fails for what is no XML. */
function read(svg: string) {
	const parser = new SaxesParser();
	const elements: { readonly name: string; readonly fill: string | undefined }[] = [];
	const texts: string[] = [];
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('opentag', ({ name, attributes }) => elements.push({ name, fill: attributes.fill }));
	parser.on('text', (text) => {
		if (text.trim() !== '') texts.push(text);
	});
	parser.write(svg).close();
	return { elements, texts };
}

const rowsOf = (costs: readonly ProjectCost[]) =>
	costRows(
		costs.map((cost) => ({ cost, shown: presentProjectCost(cost) })),
		words,
	);

const drawn = (costs: readonly ProjectCost[]) => read(costChart(rowsOf(costs), head, words));

test('each project has a bar by kind, the dearest first, with its numbers and its budget', () => {
	const cheap = projectCost('blog', [kindCost('vm', 5)], 100);
	const dear = projectCost('shop', [kindCost('vm', 10), kindCost('database', 30)]);
	const { elements, texts } = drawn([cheap, dear]);
	expect(texts.filter((text) => ['shop', 'blog'].includes(text))).toEqual(['shop', 'blog']);
	expect(texts.join('')).toContain('40.00 » 80.00');
	expect(texts.join('')).toContain('5.00 » 10.00 of 100.00');
	expect(texts).toEqual(expect.arrayContaining(['Virtual machine', 'Database', 'Budget']));
	// Two bars and the legend.
	expect(elements.filter(({ fill }) => fill === '#56b4e9')).toHaveLength(3);
});

test('of one project each kind has a bar', () => {
	const { texts } = drawn([projectCost('shop', [kindCost('vm', 10), kindCost('database', 30)], 60)]);
	expect(texts.join('|')).toMatch(
		/Virtual machine\|10\.00.*\|Database\|30\.00.*\|All kinds\|40\.00\| » 80\.00 of 60\.00/,
	);
});

test('what is not known is drawn as that and not as 0, and 0 is 0', () => {
	const unknown = drawn([projectCost('shop', [kindCost('vm', 0, false)])]);
	expect(unknown.texts).toContain('unknown');
	expect(unknown.texts).toContain('?');
	expect(unknown.texts).not.toContain('0.00');
	const nothing = drawn([projectCost('shop', [])]);
	expect(nothing.texts).toContain('0.00');
	expect(nothing.texts).not.toContain('?');
});

test('where there are many projects the cheapest are one bar', () => {
	const costs = Array.from({ length: 200 }, (_, index) => projectCost(`p${index}`, [kindCost('vm', index)], 1));
	const rows = rowsOf(costs);
	expect(rows.map(({ name }) => name)).toEqual([
		...[199, 198, 197, 196, 195, 194, 193].map((index) => `p${index}`),
		'193 other projects',
	]);
	expect(rows.at(-1)?.accrued_micros).toBe(((192 * 193) / 2) * 1e6);
});

test('no name and no amount can make the drawing another', () => {
	const plain = drawn([projectCost('shop', [kindCost('vm', 1)]), projectCost('blog', [])]);
	const name = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.constantFrom('</text><script/>', '"><image href="file:///etc/passwd"/>', ']]>', '&lol;', '\u0000\ufffe\ud800'),
	);
	fc.assert(
		fc.property(name, (project) => {
			const { elements } = drawn([projectCost(project, [kindCost('vm', 1)]), projectCost('blog', [])]);
			expect(JSON.stringify(elements)).toBe(JSON.stringify(plain.elements));
		}),
		{ numRuns: 25 },
	);
});

test('it is drawn with letters, and each time alike', async () => {
	const svg = costChart(rowsOf([projectCost('shop', [kindCost('vm', 1)])]), head, words);
	const [first, second, bare] = await Promise.all([
		drawPng(svg),
		drawPng(svg),
		drawPng(svg.replaceAll(/>[^<>]+<\//g, '></')),
	]);
	expect(first.equals(second)).toBe(true);
	expect(first.length).toBeGreaterThan(2 * bare.length);
});

test('the picture says in words what it shows, in as many as Discord takes; without it the numbers answer', async () => {
	const costs = Array.from({ length: 60 }, (_, index) => projectCost(`project-${index}`, [kindCost('vm', 7)], 50));
	const { embeds, files } = await costView(
		costs,
		() => {},
		words,
		() => Promise.resolve(Buffer.of(1)),
	);
	expect(embeds?.[0]?.image?.url).toBe('attachment://cost.png');
	const [{ description = '' } = {}] = files ?? [];
	expect(description).toContain('project-0: 7.00 USD until now, 14.00 USD by the end of the month');
	expect(description.length).toBeLessThanOrEqual(1024);

	const log: string[] = [];
	const broken = () => Promise.reject(new Error('no renderer'));
	const numbers = await costView(costs, (_level, event) => log.push(event), words, broken);
	expect(numbers.files).toBeUndefined();
	expect(numbers.embeds?.[0]?.image).toBeUndefined();
	expect(numbers.embeds?.[0]?.fields?.[0]).toMatchObject({
		name: 'All projects',
		value: expect.stringContaining('420.00 USD until now'),
	});
	expect(log).toEqual(['chart not drawn']);
});
