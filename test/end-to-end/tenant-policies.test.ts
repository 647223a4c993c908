import { type Binding, type Caller, createEngine, type GateOptions, type PolicyTools } from '@portcullis/core';
import { createPolicyTools, defaultBundle } from '@portcullis/policies';
import { closeToolbox, configureToolbox } from '@portcullis/rego';
import { afterAll, expect, it } from 'vitest';
import { fewPolicy, tenantPolicy } from './tenant-policy-texts.js';
import { deniedOf, madeOf, okay, refusedWith, sessionOf, vm, type World, wants, world } from './world.js';

configureToolbox({ baselineOnly: true });
const tools = createPolicyTools();
afterAll(async () => {
	await tools.close();
	await closeToolbox();
});

const fewTest = {
	path: 'few_test.rego',
	text: `package custom.few_test

import data.custom.few

asked(count) := {
	"bound": {"custom.few": [{"parameters": {"most": 2}, "subjects": ["vm/web"]}]},
	"resources": {"vm/web": {"count": count}},
}

test_two_pass if few.pass == {"vm/web"} with input as asked(2)

test_three_fail if {
	few.pass == set() with input as asked(3)
	count(few.fail) == 1 with input as asked(3)
}
`,
};

const tested = { sources: [{ path: 'few.rego', text: fewPolicy }, fewTest] };

// Whatever a machine that is busy takes for it, what fails here is not to fail for its time.
const patient = createEngine(await defaultBundle(), { tenantPolicyDeadline: { baseMs: 30_000, perResourceMs: 0 } });

const worldWith = (options: Partial<GateOptions> = {}) => world({ policyTools: tools, ...options });

/** Adds an untested policy and binds it. */
async function put(
	{ gate }: Pick<World, 'gate'>,
	caller: Caller,
	text: string,
	parameters: Record<string, unknown> = {},
) {
	const { policy } = madeOf(await gate.policies.add(caller, { sources: text, allow_untested: true }));
	return madeOf(await gate.bindings.add(caller, { policy: policy.id, level: 'hard', parameters })).binding;
}

const machines = (count: number) => wants(vm('web', { count }));

it('takes a policy from a text, binds it, and judges by it without a restart', async () => {
	const made = await worldWith();
	const { gate, ada } = made;
	sessionOf(await gate.request(ada, machines(3)));
	const added = madeOf(await gate.policies.add(ada, tested));
	expect(added).toMatchObject({ policy: { id: 'custom.few', added_by: 'ada' }, replaced: false, tests: 2 });
	okay(await gate.bindings.add(ada, { policy: 'custom.few', level: 'hard', parameters: { most: 2 } }));
	const decision = deniedOf(await gate.request(ada, machines(3)));
	expect(decision.violations).toMatchObject([
		{ policy: 'custom.few', message: 'vm/web has 3', hint: 'Ask CloudAdmin' },
	]);
	const { session } = sessionOf(await gate.request(ada, machines(2)));
	expect(session.decision.outcomes).toContainEqual(
		expect.objectContaining({ kind: 'pass', policy: 'custom.few', subject: 'vm/web' }),
	);
	expect(okay(await gate.policies.list(ada)).filter(({ origin }) => origin === 'tenant')).toMatchObject([
		{ id: 'custom.few', digest: added.policy.digest },
	]);
	expect(okay(await gate.policies.show(ada, 'custom.few'))).toMatchObject({
		origin: 'tenant',
		sources: tested.sources,
	});
	expect(okay(await gate.policies.show(ada, 'cost.hourly_limit'))).toMatchObject({ origin: 'built_in', sources: [] });
	const events = okay(await gate.history(ada, { limit: 100 })).map(({ event }) => event);
	expect(events).toContain('policy.added');
});

it('takes nothing untested, nothing that fails its tests, and nothing from who may not', async () => {
	const made = await worldWith();
	const { gate, ada } = made;
	const before = await made.rows();
	refusedWith(await gate.policies.add(ada, { sources: fewPolicy }), 'POLICY_UNTESTED');
	const wrong = { ...fewTest, text: fewTest.text.replace('asked(2)', 'asked(3)') };
	const failing = refusedWith(
		await gate.policies.add(ada, { sources: [{ path: 'few.rego', text: fewPolicy }, wrong] }),
		'POLICY_INVALID',
	);
	expect(failing.problems).toMatchObject([
		{ file: 'few_test.rego', line: 10, received: expect.stringContaining('test_two_pass') },
	]);
	const bob = await made.actor('bob', { role: 'CloudUser' });
	refusedWith(await gate.policies.add(bob, tested), 'CAPABILITY_MISSING');
	refusedWith(await gate.policies.add(ada, { sources: [] }), 'INPUT_INVALID');
	refusedWith(await gate.policies.add(ada, { sources: 'x'.repeat(300_000) }), 'INPUT_INVALID');
	refusedWith(await gate.policies.add(ada, { sources: [{ path: 'policy.txt', text: fewPolicy }] }), 'INPUT_INVALID');
	expect({ ...(await made.rows()), grants: 0, history: 0, facts_version: 0 }).toEqual({
		...before,
		grants: 0,
		history: 0,
		facts_version: 0,
	});
	expect(okay(await gate.policies.list(ada)).filter(({ origin }) => origin === 'tenant')).toEqual([]);
	const refusal = refusedWith(
		await gate.policies.add(ada, { sources: fewPolicy.replace('package custom.few', 'package policies.quotas.count') }),
		'POLICY_INVALID',
	);
	expect(refusal.problems).toMatchObject([
		{ file: 'policy.rego', line: 10, received: 'package policies.quotas.count' },
	]);
	refusedWith(
		await gate.policies.add(ada, { sources: fewPolicy.replace('package custom.few', 'package portcullis') }),
		'POLICY_INVALID',
	);
});

it('refuses to bind what does not exist, and denies where it was bound all the same', async () => {
	const { gate, ada, store } = await worldWith();
	okay(await gate.policies.add(ada, tested));
	const mistyped = refusedWith(
		await gate.bindings.add(ada, { policy: 'custom.fewer', level: 'advisory' }),
		'POLICY_UNKNOWN',
	);
	expect(mistyped.message).toContain('custom.few');
	refusedWith(
		await gate.bindings.add(ada, { policy: 'custom.few', level: 'hard', parameters: { mots: 1 } }),
		'INPUT_INVALID',
	);
	const [known] = okay(await gate.bindings.list(ada));
	if (known === undefined) throw new Error('nothing is bound');
	const binding: Binding = { ...known, id: 'b1', policy: 'custom.fewer', level: 'advisory', parameters: {} };
	await store.write((tx) => tx.bindings.insert('demo', binding, 'ada', 1));
	const decision = deniedOf(await gate.request(ada, machines(1)));
	expect(decision).toMatchObject({ code: 'POLICY_ERROR' });
	expect(decision.violations[0]).toMatchObject({ policy: 'custom.fewer', received: 'the tenant has no such policy' });
});

it('keeps the bindings of a policy that is replaced where they fit, and voids approvals of what it judged', async () => {
	const made = await worldWith();
	const { gate, ada } = made;
	const boss = await made.actor('boss', { role: 'CloudAdmin' });
	okay(await gate.policies.add(ada, tested));
	const bound = madeOf(
		await gate.bindings.add(ada, { policy: 'custom.few', level: 'soft', parameters: { most: 2 } }),
	).binding;
	const { session } = sessionOf(await gate.request(ada, machines(3)));
	const other = tenantPolicy('few', 'input.resources[address].count <= binding.parameters.least', {
		parameters: '{least: {type: integer}}',
	});
	const misfit = refusedWith(await gate.policies.add(ada, { sources: other, allow_untested: true }), 'POLICY_IN_USE');
	expect(misfit.problems[0]?.path.slice(0, 2)).toEqual(['bindings', bound.id]);
	refusedWith(await gate.policies.remove(ada, 'custom.few'), 'POLICY_IN_USE');
	const same = tenantPolicy('few', 'input.resources[address].count < binding.parameters.most');
	expect(madeOf(await gate.policies.add(ada, { sources: same, allow_untested: true })).replaced).toBe(true);
	refusedWith(await gate.approve(boss, session.id, session.subject_digest), 'SUBJECT_CHANGED');
	okay(await gate.bindings.remove(ada, bound.id));
	okay(await gate.policies.remove(ada, 'custom.few'));
	refusedWith(await gate.policies.remove(ada, 'custom.few'), 'POLICY_UNKNOWN');
	refusedWith(await gate.policies.remove(ada, 'quotas.count'), 'POLICY_UNKNOWN');
});

it('has approved what was shown: not in the place of another one, and no removal of another one', async () => {
	const made = await worldWith();
	const { gate, ada, store, now } = made;
	const ben = await made.actor('ben', { role: 'CloudAdmin' });
	okay(await gate.setPolicyChangeApprovals(ada, 1));
	const given = { sources: fewPolicy, allow_untested: true };
	const waiting = okay(await gate.policies.add(ada, given));
	if (waiting.kind !== 'session' || waiting.view.session.subject !== 'policy_change') throw new Error('it was made');
	const { id, subject_digest, change } = waiting.view.session;
	if (change.kind !== 'policy.add') throw new Error(change.kind);
	const another = (digest: string) =>
		store.write((tx) => tx.tenantPolicies.put('demo', { ...change.policy, digest, added_at: now() }, change.sources));
	await another('b'.repeat(64));
	refusedWith(await gate.approve(ben, id, subject_digest), 'SUBJECT_CHANGED');
	okay(await gate.approve(ben, id));
	const removal = okay(await gate.policies.remove(ada, 'custom.few'));
	if (removal.kind !== 'session') throw new Error('it was made');
	await another('c'.repeat(64));
	refusedWith(await gate.approve(ben, removal.view.session.id), 'SUBJECT_CHANGED');
	expect(refusedWith(await gate.approve(ben, removal.view.session.id), 'POLICY_UNKNOWN').message).toContain('another');
});

it('explains by it, and decides again by it under other policies and bindings', async () => {
	const made = await worldWith();
	const { gate, ada } = made;
	const { session } = sessionOf(await gate.request(ada, machines(1)));
	await put(made, ada, fewPolicy, { most: 2 });
	const asked = sessionOf(await gate.request(ada, machines(2))).session.id;
	expect(okay(await gate.explain(ada, asked)).outcomes).toContainEqual(
		expect.objectContaining({ policy: 'custom.few', title: 'few' }),
	);
	const [preview] = okay(await gate.preview(ada, machines(2), { explain: true }));
	expect(preview?.explanation?.outcomes).toContainEqual(
		expect.objectContaining({ policy: 'custom.few', title: 'few' }),
	);
	const bindings = okay(await gate.bindings.list(ada));
	const replayed = async (options: object) => {
		const pages = [];
		for await (const page of okay(await gate.replay(ada, { since: 0, ...options }))) pages.push(page);
		return pages[0];
	};
	// Another bundle: the tenant's own policies are asked as before.
	const engine = createEngine(await defaultBundle());
	expect(await replayed({ engine })).toMatchObject({ decisions: 2, unchanged: 2, not_replayable: [] });
	// Bindings of a policy that was not asked then.
	expect(await replayed({ bindings })).toMatchObject({ decisions: 2, unchanged: 2, changed: [] });
	const stricter = bindings.map((each) => (each.policy === 'custom.few' ? { ...each, parameters: { most: 0 } } : each));
	expect((await replayed({ bindings: stricter }))?.changed).toMatchObject([
		{ session: session.id, after: { answer: 'deny', code: 'POLICY_VIOLATION' } },
		{ session: asked },
	]);
});

it('writes down which policy decided, and has its sources for good', async () => {
	const { gate, ada, store } = await worldWith();
	await put({ gate }, ada, fewPolicy, { most: 2 });
	const { digest } = okay(await gate.policies.list(ada)).find(({ id }) => id === 'custom.few') as {
		readonly digest: string;
	};
	const { input_digest } = deniedOf(await gate.request(ada, machines(3)));
	const text = (await store.read((tx) => tx.inputs.get(input_digest))) ?? '';
	expect(JSON.parse(text)).toMatchObject({ tenant_policies: { 'custom.few': digest } });
	expect(await store.read((tx) => tx.tenantPolicies.source(digest))).toMatchObject({
		sources: [{ path: 'policy.rego', text: fewPolicy }],
	});
});

// One that takes no memory while it loops, unlike a walk over a list: the deadline is to end it, and nothing else.
const looping =
	'all := {i | some i in numbers.range(1, 3000)}\n\tcount({1 | some i in all; some j in all; some k in all; i < j; j < k; k < i}) > 0';

it.each([
	[
		'loops',
		tenantPolicy('bad', `input.resources[address]\n\t${looping}`),
		'it did not end within its deadline of 251 ms',
	],
	[
		'takes all memory',
		tenantPolicy('bad', 'input.resources[address]\n\tcount(numbers.range(1, 100000000)) > 0'),
		'opa_malloc: failed',
	],
	['traps', `${tenantPolicy('bad', 'x == address')}\nx := "a" if input.now\n\nx := "b" if input.now\n`, 'conflict'],
	[
		'answers without end',
		tenantPolicy('bad', 'input.resources[address]\n\tfalse').replace(
			'"received": input.resources[address].count',
			'"received": numbers.range(1, 200000)',
		),
		'its answer is longer than',
	],
	[
		'answers for others',
		tenantPolicy('bad', 'true').replace('pass contains address if some address in fine', 'pass contains "vm/other"'),
		'about which it was not asked',
	],
	['says nothing', tenantPolicy('bad', 'false').replace('not address in fine', 'address in fine'), 'it gave no answer'],
])('denies by a policy that %s, says so, and decides the next one', async (what, text, words) => {
	const made = await worldWith(what === 'loops' ? {} : { engine: patient });
	const { gate, ada } = made;
	const { id } = await put(made, ada, text);
	const decision = deniedOf(await gate.request(ada, machines(1)));
	expect(decision.code).toBe('POLICY_ERROR');
	expect(decision.violations[0]).toMatchObject({
		policy: 'custom.bad',
		kind: 'error',
		message: expect.stringContaining(words),
	});
	// The other policies were asked all the same.
	expect(decision.outcomes).toContainEqual(expect.objectContaining({ kind: 'pass', policy: 'permissions.capability' }));
	okay(await gate.bindings.remove(ada, id));
	sessionOf(await gate.request(ada, machines(1)));
});

it('takes what METADATA says as text, whatever it says', async () => {
	const made = await worldWith();
	const message = '{resource} {__proto__} {constructor} {owners} $& {received}';
	await put(
		made,
		made.ada,
		tenantPolicy('sly', 'false', { message }).replace(
			'"received": input.resources[address].count',
			'"received": "{hint} $1 {owners}"',
		),
	);
	const [violation] = deniedOf(await made.gate.request(made.ada, machines(1))).violations;
	expect(violation?.message).toBe('vm/web {__proto__} {constructor} CloudAdmin $& {hint} $1 {owners}');
	const named = tenantPolicy('named', 'false', { parameters: '{__proto__: {type: integer}}' });
	okay(await made.gate.policies.add(made.ada, { sources: named, allow_untested: true }));
	const parameters: unknown = JSON.parse('{"__proto__": 1}');
	refusedWith(
		await made.gate.bindings.add(made.ada, { policy: 'custom.named', level: 'hard', parameters }),
		'INPUT_INVALID',
	);
});

it('keeps tenants apart: policies of one name are two, and one that loops is felt by nobody else', async () => {
	const made = await worldWith();
	const { gate, ada } = made;
	const eve: Caller = { tenant: 'other', actor: { id: 'eve', source: 'verified' } };
	okay(await gate.createTenant(eve));
	okay(await gate.projects.add(eve, { name: 'shop', provider: 'gcp', region: 'us-central1' }));
	await put(made, ada, fewPolicy, { most: 2 });
	refusedWith(await gate.bindings.add(eve, { policy: 'custom.few', level: 'hard' }), 'POLICY_UNKNOWN');
	refusedWith(await gate.policies.show(eve, 'custom.few'), 'POLICY_UNKNOWN');
	await put(made, eve, tenantPolicy('few', `input.resources[address]\n\t${looping}`));
	expect(deniedOf(await gate.request(eve, machines(3))).violations[0]?.message).toContain('deadline');
	expect(deniedOf(await gate.request(ada, machines(3))).violations[0]?.message).toBe('vm/web has 3');
	const elsewhere = gate.preview(eve, machines(3));
	const began = performance.now();
	okay(await gate.preview(ada, machines(3)));
	const took = performance.now() - began;
	const [looped] = okay(await elsewhere);
	expect(looped?.decision.code).toBe('POLICY_ERROR');
	expect(took).toBeLessThan(performance.now() - began);
});

it('lets another gate decide by it at once, and denies where the gate has nothing to run it with', async () => {
	const made = await worldWith();
	const { ada } = made;
	const second = made.gateWith({ policyTools: createPolicyTools() });
	await put(made, ada, fewPolicy, { most: 2 });
	expect(deniedOf(await second.request(ada, machines(3))).violations[0]?.message).toBe('vm/web has 3');
	const without = made.gateWith({ policyTools: null });
	const decision = deniedOf(await without.request(ada, machines(1)));
	expect(decision).toMatchObject({ code: 'POLICY_ERROR' });
	expect(decision.violations[0]?.message).toContain('no tools to run it with');
	await expect(without.policies.add(ada, tested)).rejects.toMatchObject({ code: 'POLICY_TOOLS_MISSING' });
	const broken: PolicyTools = { ...tools, compileAgain: async () => Promise.reject(new Error('no disk')) };
	const failing = deniedOf(await made.gateWith({ policyTools: broken }).request(ada, machines(1)));
	expect(failing.violations[0]?.message).toContain('no disk');
});

it('never lets a tenant put a policy in the place of one that everybody has', async () => {
	const bundle = await defaultBundle();
	const [first] = bundle.policies;
	if (first === undefined) throw new Error('no policies');
	const made = await worldWith({
		engine: createEngine({ ...bundle, policies: [...bundle.policies, { ...first, id: 'custom.few' }] }),
	});
	refusedWith(await made.gate.policies.add(made.ada, tested), 'POLICY_INVALID');
});

it('compiles nothing for who may not add it', async () => {
	let compiled = 0;
	const counting: PolicyTools = {
		...tools,
		compile(sources) {
			compiled++;
			return tools.compile(sources);
		},
	};
	const made = await worldWith({ policyTools: counting });
	const bob = await made.actor('bob', { role: 'CloudUser' });
	refusedWith(await made.gate.policies.add(bob, tested), 'CAPABILITY_MISSING');
	const carl = await made.actor('carl', { role: 'CloudAdmin', project: 'shop' });
	refusedWith(await made.gate.policies.add(carl, tested), 'CAPABILITY_MISSING');
	refusedWith(await made.gate.policies.add({ ...bob, tenant: 'nowhere' }, tested), 'TENANT_UNKNOWN');
	expect(compiled).toBe(0);
});

it('runs nothing that is not what people have agreed to, whatever lies in the database', async () => {
	const made = await worldWith();
	await put(made, made.ada, fewPolicy, { most: 2 });
	const lax = [{ path: 'policy.rego', text: fewPolicy.replace('<= binding', '>= 0; binding') }];
	const store: World['store'] = {
		...made.store,
		read: (body) =>
			made.store.read((tx) => {
				const source: typeof tx.tenantPolicies.source = async (digest) => {
					const found = await tx.tenantPolicies.source(digest);
					return found === null ? null : { ...found, sources: lax };
				};
				return body({ ...tx, tenantPolicies: { ...tx.tenantPolicies, source } });
			}),
	};
	const decision = deniedOf(await made.gateWith({ store }).request(made.ada, machines(3)));
	expect(decision.violations[0]).toMatchObject({ policy: 'custom.few', received: 'the tenant has no such policy' });
});

it('does not bind what was removed while it was looked at', async () => {
	const made = await worldWith();
	okay(await made.gate.policies.add(made.ada, tested));
	const store = made.meanwhile(() => made.gate.policies.remove(made.ada, 'custom.few'));
	const binding = { policy: 'custom.few', level: 'hard', parameters: { most: 2 } };
	refusedWith(await made.gateWith({ store }).bindings.add(made.ada, binding), 'POLICY_UNKNOWN');
});

it('lets a tenant have so many policies and no more, and replace each', async () => {
	const { gate, ada, store } = await worldWith();
	const { metadata, digest } = madeOf(await gate.policies.add(ada, tested)).policy;
	await store.write(async (tx) => {
		for (let count = 1; count < 64; count++) {
			const policy = { id: `custom.p${count}`, digest, metadata, added_by: 'ada', added_at: 1 };
			await tx.tenantPolicies.put('demo', policy, tested.sources);
		}
	});
	const more = { sources: tenantPolicy('more', 'true'), allow_untested: true };
	expect(refusedWith(await gate.policies.add(ada, more), 'INPUT_INVALID').message).toContain('64 policies');
	expect(madeOf(await gate.policies.add(ada, tested)).replaced).toBe(true);
});
