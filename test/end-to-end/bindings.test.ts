import { describe, expect, it } from 'vitest';
import { deniedOf, deploymentOf, madeOf, minute, okay, refusedWith, sessionOf, vm, wants, world } from './world.js';

const problemsOf = (result: Parameters<typeof refusedWith>[0]) =>
	refusedWith(result, 'INPUT_INVALID').problems.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('a binding', () => {
	it('by a pattern is refused where no policy is of it, with one that may be meant', async () => {
		const { gate, ada } = await world();
		const add = (policy: string) => gate.bindings.add(ada, { policy, level: 'hard' });
		expect(refusedWith(await add('securty.*'), 'POLICY_UNKNOWN').message).toContain('did you mean security.*');
		expect(refusedWith(await add('cost.hourly_limits'), 'POLICY_UNKNOWN').message).toContain('cost.hourly_limit');
		expect((await problemsOf(await add('security*')))[0]).toContain('or a pattern of ids, such as security.*');
	});

	it('by a pattern has parameters that fit each policy of it', async () => {
		const { gate, ada } = await world();
		const bind = (parameters: Record<string, number>) =>
			gate.bindings.add(ada, { policy: 'cost.*_limit', level: 'soft', parameters });
		expect(problemsOf(await bind({ max_hourly_micros: 1 }))).toEqual([
			'parameters.max_monthly_micros: cost.monthly_limit, which cost.*_limit matches: missing; must be a number',
			expect.stringContaining('parameters.max_hourly_micros: cost.monthly_limit, which cost.*_limit matches: unknown'),
		]);
		expect(okay(await gate.bindings.add(ada, { policy: 'cost.p*', level: 'soft' }))).toMatchObject({ warnings: [] });
	});

	it.each([
		[{ scope: { resource: 'vn/*' } }, /^scope\.resource: names no kind of resource; there are vm/],
		[{ scope: { resource: 'vm/*', kind: 'network' } }, /^scope\.resource: names no network/],
		[{ scope: { resource: 'web-*' } }, /^scope\.resource: must be kind\/name/],
		[
			{ policy: 'quotas.spend', scope: { resource: 'vm/*' } },
			/^scope\.resource: must be left out: quotas\.spend would judge/,
		],
		[{ valid_until: 5 }, /^valid_until: must be a moment to come/],
		[{ valid_from: 9e12, valid_until: 8e12 }, /^valid_until: must be later than valid_from/],
	])('%j is refused', async (fields, words) => {
		const { gate, ada } = await world();
		const [first] = problemsOf(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'hard', ...fields }));
		expect(first).toMatch(words);
	});

	it('is warned of where another is as specific and may hold for the same subject', async () => {
		const { gate, ada } = await world();
		const bind = async (policy: string, level: string, resource: string) => {
			const added = okay(await gate.bindings.add(ada, { policy, level, scope: { resource } }));
			if (added.kind !== 'applied') throw new Error('it waits for people');
			return { id: added.change.binding.id, warnings: added.warnings };
		};
		const first = await bind('cost.price_known', 'soft', 'vm/prod-*');
		expect((await bind('cost.price_known', 'hard', 'vm/test-*')).warnings).toEqual([]);
		expect((await bind('cost.price_known', 'hard', 'database/*-1')).warnings).toEqual([]);
		const last = await bind('cost.price_known', 'hard', 'vm/*-prod');
		expect(last.warnings).toMatchObject([
			{ code: 'BINDINGS_EQUALLY_SPECIFIC', policy: 'cost.price_known', bindings: [last.id, first.id] },
			expect.anything(),
		]);
		expect(okay(await gate.history(ada, { limit: 1 }))[0]?.body).not.toHaveProperty('warnings');
	});

	it('of a narrower manager by a pattern overrules no other pattern that a policy to come may be of as well', async () => {
		const { gate, ada, actor } = await world();
		okay(await gate.bindings.add(ada, { policy: 'security.*n', level: 'hard' }));
		const pia = await actor('pia', { role: 'CloudAdmin', project: 'shop' });
		const bind = (policy: string) => gate.bindings.add(pia, { policy, level: 'advisory', scope: { project: 'shop' } });
		refusedWith(await bind('security.tl*'), 'CAPABILITY_MISSING');
		okay(await bind('security.tls'));
	});

	it('of a narrower manager by a pattern overrules nothing that names its policy', async () => {
		const { gate, ada, actor } = await world();
		const pia = await actor('pia', { role: 'CloudAdmin', project: 'shop' });
		const pattern = { policy: 'cost.p*', level: 'advisory', scope: { project: 'shop' } } as const;
		const named = madeOf(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'hard' })).binding;
		const added = madeOf(await gate.bindings.add(pia, pattern)).binding;
		okay(await gate.bindings.remove(ada, named.id));
		okay(await gate.bindings.remove(pia, added.id));
		okay(await gate.bindings.add(ada, { policy: 'cost.p*', level: 'hard' }));
		refusedWith(await gate.bindings.add(pia, pattern), 'CAPABILITY_MISSING');
	});
});

describe('a binding that holds for a time', () => {
	const freeze = { policy: 'naming.pattern', level: 'hard', parameters: { pattern: '^x' } } as const;

	it('begins and ends by the clock', async () => {
		const { gate, ada, now, wait } = await world();
		okay(await gate.bindings.add(ada, { ...freeze, valid_from: now() + minute, valid_until: now() + 3 * minute }));
		sessionOf(await gate.request(ada, wants(vm('a'))));
		wait(minute);
		expect(deniedOf(await gate.request(ada, wants(vm('b')))).violations[0]).toMatchObject({ policy: 'naming.pattern' });
		wait(2 * minute);
		sessionOf(await gate.request(ada, wants(vm('c'))));
	});

	it('voids what was shown, where it begins between request and approval', async () => {
		const { gate, ada, now, wait } = await world();
		okay(await gate.bindings.add(ada, { ...freeze, level: 'advisory', valid_from: now() + minute }));
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		wait(minute);
		// It only informs, but it is not what was shown.
		refusedWith(await gate.approve(ada, session.id, session.subject_digest), 'SUBJECT_CHANGED');
		const again = deploymentOf(okay(await gate.show(ada, session.id))).session;
		expect(again.decision.violations).toMatchObject([{ policy: 'naming.pattern', level: 'advisory' }]);
		expect(okay(await gate.approve(ada, again.id, again.subject_digest)).session.status).toBe('completed');
	});

	it('denies an approval, where it is hard and began since', async () => {
		const { gate, ada, now, wait } = await world();
		okay(await gate.bindings.add(ada, { ...freeze, valid_from: now() + minute }));
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		wait(minute);
		refusedWith(await gate.approve(ada, session.id), 'DECISION_DENIED');
	});

	it('is decided again, where it begins while an approval is written down', async () => {
		const made = await world();
		const { ada, now, wait } = made;
		okay(await made.gate.bindings.add(ada, { ...freeze, valid_from: now() + minute }));
		const { session } = sessionOf(await made.gate.request(ada, wants(vm('a'))));
		const gate = made.gateWith({ store: made.meanwhile(() => wait(minute)) });
		refusedWith(await gate.approve(ada, session.id), 'DECISION_DENIED');
	});
});
