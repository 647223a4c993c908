import { explain, explanationText, outcomeText } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { okay, refusedWith, sessionOf, vm, wants, world } from '../end-to-end/world.js';

describe('an explanation', () => {
	it('has every outcome with its binding, its effect and what was read, those that count most first', async () => {
		const { gate, ada, actor } = await world();
		const uma = await actor('uma', { role: 'CloudUser' });
		const [preview] = okay(await gate.preview(uma, wants(vm('web', { size: 'e2-standard-8' })), { explain: true }));
		const explained = preview?.explanation;
		expect(explained?.outcomes).toHaveLength(preview?.decision.outcomes.length ?? -1);
		expect(explained).toMatchObject({
			kind: 'explanation',
			answer: 'deny',
			code: 'POLICY_VIOLATION',
			complete: true,
			others: [],
		});
		const [first, ...others] = explained?.outcomes ?? [];
		expect(first).toMatchObject({
			kind: 'fail',
			policy: 'permissions.vm_size',
			subject: 'vm/web',
			effect: 'denies',
			binding: { level: 'hard', scope: {}, won_over: null },
			reads: [{ field: 'size_class', kind: 'known', value: { class: '2xlarge' } }],
			violations: [{ received: '2xlarge', expected: { at_most: 'medium' } }],
		});
		expect(others.every(({ effect }) => effect === 'none')).toBe(true);
		const region = others.find(({ policy }) => policy === 'regions.allowed');
		expect(region).toMatchObject({ kind: 'pass', reads: [{ field: 'region', kind: 'known', value: 'us-central1' }] });
		expect(okay(await gate.bindings.list(ada)).map(({ id }) => id)).toContain(first?.binding?.id);
		expect(okay(await gate.preview(uma, wants(vm('web'))))[0] ?? {}).not.toHaveProperty('explanation');
	});

	it('says which binding another one won over, and why', async () => {
		const { gate, ada } = await world();
		const limit = (level: string, usd: number, scope: Record<string, unknown> = {}) =>
			gate.bindings.add(ada, { policy: 'cost.monthly_limit', level, scope, parameters: { max_monthly_micros: usd } });
		okay(await limit('soft', 1_000_000));
		okay(await limit('advisory', 2_000_000, { project: 'shop' }));
		const told = async () => {
			const [preview] = okay(await gate.preview(ada, wants(vm('web')), { explain: true }));
			return preview?.explanation?.outcomes.find(({ policy }) => policy === 'cost.monthly_limit');
		};
		expect(await told()).toMatchObject({
			effect: 'informs',
			binding: { level: 'advisory', won_over: { level: 'soft', scope: {}, because: 'narrower' } },
		});
	});

	it('of a session is made of what is kept, the same each time, and leaves out what is not known any more', async () => {
		const { gate, ada, actor, store } = await world();
		const session = sessionOf(await gate.request(ada, wants(vm('web')))).session;
		const first = okay(await gate.explain(ada, session.id));
		expect(okay(await gate.explain(ada, session.id))).toEqual(first);
		expect(JSON.parse(JSON.stringify(first))).toEqual(first);
		const count = first.outcomes.find(({ policy }) => policy === 'quotas.count');
		expect(count?.binding).toMatchObject({ won_over: null, parameters: { default_limits: { vm: 10 } } });
		okay(await gate.bindings.remove(ada, count?.binding?.id ?? ''));
		const later = okay(await gate.explain(ada, session.id)).outcomes.find(({ policy }) => policy === 'quotas.count');
		expect(later?.binding).toMatchObject({ id: count?.binding?.id, parameters: { default_limits: { vm: 10 } } });
		expect(later?.binding).not.toHaveProperty('won_over');
		const record = await store.read((tx) => tx.inputs.get(session.decision.input_digest));
		const from = { policies: new Map() };
		for (const text of [null, `${record} `]) {
			const bare = explain(session.decision, { ...from, record: text });
			expect(bare.complete).toBe(false);
			expect(bare.outcomes.every(({ binding, reads }) => binding === null && reads.length === 0)).toBe(true);
			expect(explanationText(bare)).toContain('is not kept');
		}
		refusedWith(await gate.explain(await actor('nobody'), session.id), 'CAPABILITY_MISSING');
		refusedWith(await gate.explain(ada, 'none'), 'SESSION_UNKNOWN');
	});

	it('says what was not known, and what nobody judged', async () => {
		const { gate, ada } = await world();
		const [priceless] = okay(await gate.preview(ada, wants(vm('web', { size: 'a3-megagpu-8g' })), { explain: true }));
		const cost = priceless?.explanation?.outcomes.find(({ policy }) => policy === 'cost.hourly_limit');
		expect(cost).toMatchObject({
			kind: 'unknown',
			effect: 'denies',
			reads: [{ field: 'cost', kind: 'unknown', value: null }],
		});
		for (const { id } of okay(await gate.bindings.list(ada))) okay(await gate.bindings.remove(ada, id));
		const [unjudged] = okay(await gate.preview(ada, wants(vm('web')), { explain: true }));
		expect(unjudged?.explanation).toMatchObject({
			code: 'NOTHING_JUDGED',
			outcomes: [],
			others: [{ resource: 'vm/web' }],
		});
	});

	it('as text says it in words, one block an outcome', async () => {
		const { gate, actor } = await world();
		const uma = await actor('uma', { role: 'CloudUser' });
		const [preview] = okay(await gate.preview(uma, wants(vm('web', { size: 'e2-standard-8' })), { explain: true }));
		const explanation = preview?.explanation;
		if (explanation === undefined) throw new Error('not explained');
		const text = explanationText(explanation);
		expect(text).toMatch(
			/^deny \(POLICY_VIOLATION\)\npermissions\.vm_size failed for vm\/web, which denies\n {2}about: /,
		);
		expect(text).toContain('  binding: ');
		expect(text).toContain('  read: region is us-central1\n');
		expect(text).toMatch(/ {2}read: cost is \d\.\d{4} USD an hour\n/);
		expect(outcomeText({ ...explanation.outcomes[0], subject: 'deployment' } as never)).toContain('for the deployment');
	});
});
