import {
	type Assessment,
	assess,
	type Binding,
	type Change,
	checkParameters,
	createEngine,
	type DecideInput,
	type Decision,
	estimateChanges,
	type Facts,
	policyInputSchema,
	resourceSchema,
} from '@portcullis/core';
import { createCatalogue, defaultBundle } from '@portcullis/policies';
import { describe, expect, it } from 'vitest';
import { assessmentOf, bound, creation, factsWith, given, now, priced, unpriced, vm } from './fixtures.js';

// What the host works out for policies: regions, what stood before, forecasts, windows. Decided by the policies themselves.
const bundle = await defaultBundle();
const engine = createEngine(bundle);
const catalogue = createCatalogue();

/** One decision; its input is always of the schema. */
async function decide(held: readonly Binding[], fields: Partial<DecideInput> = {}): Promise<Decision> {
	const { decision, record } = await engine.decide(given(held, fields));
	expect(decision.code).not.toBe('INPUT_INVALID');
	expect(policyInputSchema.safeParse(JSON.parse(record).input).error).toBeUndefined();
	return decision;
}

/** What each policy said. */
const said = ({ outcomes }: Decision) => Object.fromEntries(outcomes.map(({ policy, kind }) => [policy, kind]));

/** A change that was assessed by the catalogue as it is. */
function changing(
	change: Change,
	action: 'create' | 'modify' | 'delete',
): Pick<DecideInput, 'deployment' | 'assessment'> {
	const deployment = { action, project: 'shop', reason: null, changes: [change] };
	return { deployment, assessment: assess(deployment, 'gcp', catalogue) };
}

describe('a region', () => {
	const held = ['regions.known', 'regions.allowed', 'cost.price_known'].map((id) => bound(id));
	const residency = bound('regions.residency', { parameters: { regions: ['us-central1'] } });
	const creating = (region: string, more: Partial<Change> = {}) =>
		changing({ address: 'vm/web', before: null, after: vm('web', { region }), ...more }, 'create');

	it('that the catalogue knows passes, and one that it does not fails with those like it', async () => {
		expect(said(await decide(held, creating('us-central1')))).toMatchObject({ 'regions.known': 'pass' });
		const decision = await decide([bound('regions.known')], creating('us-centrall'));
		expect(decision.violations).toMatchObject([
			{
				kind: 'fail',
				path: ['region'],
				received: 'us-centrall',
				expected: { one_of: ['us-central1', 'me-central1', 'me-central2'] },
			},
		]);
		const foreign = await decide([bound('regions.known')], creating('qqqqqqqqqqqqqqqqqqqqqqqqqq'));
		expect(foreign.violations[0]?.message).toContain('known here; choose a region that there is');
	});

	it('that is known only once the resource stands is unknown to every policy, and nothing is priced by it', async () => {
		const asked = creating('us-central1', { unknown: ['region'] });
		const { decision, record } = await engine.decide(given([...held, residency], asked));
		expect(said(decision)).toEqual({
			'regions.known': 'unknown',
			'regions.allowed': 'unknown',
			'regions.residency': 'unknown',
			'cost.price_known': 'fail',
		});
		const { input } = JSON.parse(record);
		expect(policyInputSchema.safeParse(input).error).toBeUndefined();
		expect(input.resources['vm/web']).not.toHaveProperty('region');
		expect(input.resources['vm/web'].unknown).toEqual(expect.arrayContaining(['region', 'cost']));
		expect(input.regions).toEqual({});
		expect(JSON.stringify([input.resources, decision.cost])).not.toContain('us-central1');
	});

	it('of what stands is known and priced, also where the next one is not', () => {
		const { changes } = creating('us-central1', { before: vm(), unknown: ['region'] }).deployment;
		expect(estimateChanges(changes, 'gcp', catalogue, 'before').complete).toBe(true);
		expect(estimateChanges(changes, 'gcp', catalogue).complete).toBe(false);
	});

	it('that was not looked up is unknown', async () => {
		const { regions: _, ...assessment } = assessmentOf(creation(vm()));
		expect(said(await decide(held, { assessment }))).toMatchObject({
			'regions.known': 'unknown',
			'regions.allowed': 'pass',
		});
	});

	it('is part of what people approve', async () => {
		const known = await decide(held);
		const regions = new Map([['us-central1', { known: false, nearest: [] }]]);
		const unheard = await decide(held, { assessment: { ...assessmentOf(creation(vm())), regions } });
		expect(unheard.subject_digest).not.toBe(known.subject_digest);
	});
});

describe('the change of the cost', () => {
	const larger = changing({ address: 'vm/web', before: vm(), after: vm('web', { size: 'e2-medium' }) }, 'modify');

	it('is said of every decision, from the prices that it was decided on', async () => {
		const { cost, cost_change } = await decide([bound('cost.price_known')], larger);
		const before = estimateChanges(larger.deployment.changes, 'gcp', catalogue, 'before').monthly_micros;
		expect(cost_change).toMatchObject({
			before: { monthly_micros: before, complete: true },
			monthly_micros: cost.monthly_micros - before,
			resources: [{ resource: 'vm/web', monthly_micros: cost.monthly_micros - before }],
		});
	});

	it('is not known where nobody has priced what stands, and nothing stands of what is created', async () => {
		const { before: _, ...assessment } = larger.assessment;
		const { cost_change } = await decide([bound('cost.price_known')], { ...larger, assessment });
		expect(cost_change).toMatchObject({ monthly_micros: null, resources: [{ monthly_micros: null }] });
		const created = await decide([bound('cost.price_known')]);
		expect(created.cost_change?.monthly_micros).toBe(created.cost.monthly_micros);
	});

	it('says what was paid by use, which policies do not see', async () => {
		const bucket = resourceSchema.parse({
			kind: 'storage',
			name: 'logs',
			region: 'us-central1',
			deletion_protection: false,
		});
		const change = { address: 'storage/logs', before: bucket, after: null };
		const { cost_change } = await decide([bound('cost.price_known')], changing(change, 'delete'));
		expect(cost_change).toMatchObject({ metered: true, before: { metered: true } });
	});
});

describe('what stands before', () => {
	const tagged = vm('web', { tags: { protected: 'true' } });
	const modified = (before: typeof tagged, after: typeof tagged) =>
		changing({ address: 'vm/web', before, after }, 'modify');

	it('protects, whatever the change does to its tags', async () => {
		const held = [bound('permissions.protected_action', { parameters: { roles: ['Owner'] } })];
		const kept = await decide(held, modified(tagged, vm()));
		expect(kept.violations).toMatchObject([
			{
				kind: 'fail',
				message: 'vm/web is protected by the tag protected=true; who may modify it: one of Owner',
			},
		]);
		expect(said(await decide(held, changing({ address: 'vm/web', before: tagged, after: null }, 'delete')))).toEqual({
			'permissions.protected_action': 'fail',
		});
		expect((await decide(held, modified(vm(), tagged))).answer).toBe('allow');
		const owner = { id: 'grant-2', actor: 'ada', role: 'Owner', plus: [], minus: [] };
		const facts = { ...factsWith(...held), grants: [owner] };
		expect((await decide(held, { facts, ...modified(tagged, vm()) })).answer).toBe('allow');
	});

	it('costs what the catalogue of now says, on both sides', async () => {
		const held = [
			bound('cost.increase', { parameters: { max_percent: 20 } }),
			bound('cost.increase', { parameters: { max_percent: 20 }, subject: 'deployment' }),
		];
		const larger = modified(vm(), vm('web', { size: 'e2-standard-2' }));
		for (const binding of held) {
			expect((await decide([binding, bound('permissions.protected_action')], modified(vm(), vm()))).answer).toBe(
				'allow',
			);
			const decision = await decide([binding, bound('permissions.protected_action')], larger);
			expect(decision.violations[0]).toMatchObject({
				kind: 'fail',
				policy: 'cost.increase',
				path: ['cost', 'monthly_micros'],
			});
			expect(decision.violations[0]?.message).toMatch(
				/would cost [\d.]+ USD a month more than now; allowed is at most [\d.]+ USD$/,
			);
		}
	});

	it('with a price that is unknown, or that nobody looked up, makes an increase unknown', async () => {
		const asked = modified(vm(), vm());
		const { before: _, ...without } = asked.assessment;
		const partly = new Map([['vm/web', { hourly_micros: 0, monthly_micros: 0, complete: false }]]);
		for (const assessment of [without, { ...without, before: partly }]) {
			for (const subject of ['resource', 'deployment'] as const) {
				const held = [bound('cost.increase', { subject }), bound('permissions.protected_action')];
				expect(said(await decide(held, { ...asked, assessment }))).toMatchObject({ 'cost.increase': 'unknown' });
			}
		}
	});

	it('has a price that is well formed, or nothing is decided', async () => {
		const asked = modified(vm(), vm());
		const wrong = new Map([['vm/web', { hourly_micros: -1, monthly_micros: 0, complete: true }]]);
		for (const assessment of [
			{ ...asked.assessment, before: wrong },
			{ ...asked.assessment, before: {} },
			{ ...asked.assessment, regions: new Map([['us-central1', { known: 'yes', nearest: [] }]]) },
		]) {
			const input = given([bound('cost.increase')], { ...asked, assessment: assessment as unknown as Assessment });
			expect((await engine.decide(input)).decision.code).toBe('INPUT_INVALID');
		}
	});
});

describe('the budget of a project', () => {
	const held = [bound('cost.budget'), bound('permissions.protected_action'), bound('cost.price_known')];
	const facts = (budget: number | undefined, spending?: Facts['spending']): Facts => {
		const made = factsWith(...held);
		const project = { ...made.project, ...(budget === undefined ? {} : { monthly_budget_micros: budget }) };
		return { ...made, project, ...(spending === undefined ? {} : { spending }) };
	};
	const spent = { accrued_micros: 10_000_000, run_rate_hourly_micros: 10_000, complete: true };
	// From noon of 24 November: 156 hours at 10,000 and, with a machine of 16,753, at 26,753.
	const forecast = 10_000_000 + 156 * 26_753;

	it.each<[string, Facts, string]>([
		['is kept to the millionth', facts(forecast, spent), 'pass'],
		['is not kept by one more', facts(forecast - 1, spent), 'fail'],
		['is unknown where nobody has counted', facts(forecast), 'unknown'],
		['is unknown where a price of what stands is', facts(forecast, { ...spent, complete: false }), 'unknown'],
		['is not kept where what is known is too much', facts(forecast - 1, { ...spent, complete: false }), 'fail'],
		['is passed over where there is none', facts(undefined, spent), 'not_applicable'],
	])('%s', async (_, known, kind) => {
		const decision = await decide(held, { facts: known });
		expect(said(decision)).toMatchObject({ 'cost.budget': kind });
		if (kind !== 'fail') return;
		expect(decision.violations[0]?.message).toBe(
			'shop would have cost 14.17 USD at the end of the month; its budget allows at most 14.17 USD',
		);
	});

	it('is unknown where the price of what comes is', async () => {
		const deployment = creation(vm());
		const assessment = assessmentOf(deployment, [priced(), unpriced]);
		const decision = await decide(held, { facts: facts(forecast, spent), deployment, assessment });
		expect(said(decision)).toMatchObject({ 'cost.budget': 'unknown' });
	});

	it('is about what the facts say of now, and so no part of what people approve', async () => {
		const [one, other] = [facts(forecast, spent), facts(forecast, { ...spent, accrued_micros: 0 })];
		const [first, second] = [await decide(held, { facts: one }), await decide(held, { facts: other })];
		expect(first.subject_digest).toBe(second.subject_digest);
		expect(first.input_digest).not.toBe(second.input_digest);
	});

	it('is exact for the largest amounts', async () => {
		const most = Number.MAX_SAFE_INTEGER;
		const decision = await decide(held, { facts: facts(most, { ...spent, accrued_micros: most - 156 * 26_753 }) });
		expect(said(decision)).toMatchObject({ 'cost.budget': 'pass' });
	});
});

describe('windows of a binding', () => {
	const noon = { name: 'noon', from: '12:00', until: '13:00' };
	const freeze = (parameters: Binding['parameters'], fields: Partial<Binding> = {}) =>
		bound('change.freeze', { parameters, ...fields });
	const price = bound('cost.price_known');

	it('reach the policy as instants, each binding with its own, and are no part of what people approve', async () => {
		const held = [
			freeze(
				{ windows: [{ ...noon, from: '13:00', until: '14:00' }], time_zone: 'Europe/Berlin' },
				{ scope: { project: 'shop' } },
			),
			price,
		];
		const frozen = await engine.decide(given(held));
		expect(JSON.parse(frozen.record).input.windows).toEqual({
			'change.freeze': [
				[{ name: 'noon', starts_at: now, ends_at: now + 3_600_000, ends: 'Tuesday 2026-11-24 14:00 (Europe/Berlin)' }],
			],
		});
		expect(frozen.decision.violations).toMatchObject([
			{
				kind: 'fail',
				resource: 'deployment',
				expected: { after: 'Tuesday 2026-11-24 14:00 (Europe/Berlin)' },
				received: 'noon',
				message: 'changes are frozen (noon); they go on after Tuesday 2026-11-24 14:00 (Europe/Berlin)',
			},
		]);
		const free = await decide(held, { now: now + 3_600_000 });
		expect(free.answer).toBe('allow');
		expect(free.subject_digest).toBe(frozen.decision.subject_digest);
	});

	it('are in UTC where no zone is named', async () => {
		expect((await decide([freeze({ windows: [noon] }), price])).answer).toBe('deny');
		expect((await decide([freeze({ windows: [noon] }), price], { now: now - 1 })).answer).toBe('allow');
	});

	it('that are none are a fault of the binding, which denies', async () => {
		const faults: readonly (readonly [Binding['parameters'], string])[] = [
			[{ windows: [{ ...noon, from: 'noon' }] }, 'windows[0].from'],
			[{ windows: [noon], time_zone: 'Europe/Berln' }, 'time_zone'],
		];
		for (const [parameters, words] of faults) {
			const decision = await decide([freeze(parameters, { level: 'advisory' }), price]);
			expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
			expect(decision.violations[0]?.message).toContain(words);
		}
	});

	it('are refused with the field named where they are bound', () => {
		const policy = bundle.policies.find(({ id }) => id === 'change.freeze');
		if (policy === undefined) throw new Error('there is a policy of freezes');
		const paths = (parameters: unknown) => checkParameters(policy, parameters).map(({ path }) => path.join('.'));
		expect(paths({ windows: [noon], time_zone: 'Europe/Berlin' })).toEqual([]);
		expect(paths({ windows: [noon, { ...noon, until: '2026-02-30T10:00' }], time_zone: 'Mars/Base' })).toEqual([
			'parameters.windows.1.until',
			'parameters.time_zone',
		]);
		expect(paths({ windows: [] })).toEqual(['parameters.windows']);
		expect(paths(null)).toEqual(['parameters']);
	});
});
