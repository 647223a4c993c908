import type { Advice, FieldChange, Suggestions } from '@portcullis/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { okay, refusedWith, vm, type World, wants, world } from '../end-to-end/world.js';

const rounds = Number(process.env.PORTCULLIS_FAULT_ROUNDS ?? '1');

const changesOf = ({ suggestions }: Suggestions) =>
	suggestions.map(({ changes }) => changes.map(changeText).join(', '));

function changeText({ address, path, from, to }: FieldChange): string {
	return `${address} ${path.join('.')} ${JSON.stringify(from)} -> ${JSON.stringify(to)}`;
}

const asks = ({ advice }: Suggestions) => advice.filter((one): one is Advice & { kind: 'ask' } => one.kind === 'ask');

async function bound({ gate, ada }: World, ...bindings: readonly Record<string, unknown>[]): Promise<void> {
	for (const binding of bindings) okay(await gate.bindings.add(ada, { level: 'hard', ...binding }));
}

describe('suggestions', () => {
	it('are none for what is allowed as it is', async () => {
		const { gate, ada } = await world();
		expect(okay(await gate.suggest(ada, wants(vm('web'))))).toEqual({
			kind: 'suggestions',
			answer: 'allow',
			suggestions: [],
			advice: [],
			decisions: 1,
			exhausted: true,
		});
	});

	it('name the largest machine of the same family that a role allows, with the price and the difference', async () => {
		const { gate, actor } = await world();
		const uma = await actor('uma', { role: 'CloudUser' });
		const found = okay(await gate.suggest(uma, wants(vm('web', { size: 'e2-standard-8' }))));
		expect(changesOf(found)).toContain('vm/web size "e2-standard-8" -> "e2-medium"');
		for (const { cost, difference, request } of found.suggestions) {
			const [preview] = okay(await gate.preview(uma, request));
			expect(preview?.decision).toMatchObject({ answer: 'allow', cost });
			expect(difference?.monthly_micros).toBeLessThan(0);
		}
		const prices = found.suggestions.map(({ cost }) => cost.monthly_micros);
		expect(prices).toEqual([...prices].sort((a, b) => a - b));
	});

	it('ask for as many machines as a quota has room for', async () => {
		const { gate, ada } = await world();
		const found = okay(await gate.suggest(ada, wants(vm('web', { count: 12 }))));
		expect(changesOf(found)).toEqual(['vm/web count 12 -> 10']);
	});

	it('shrink a machine or a number for a quota of vCPU, and a disk for one of disk', async () => {
		const { gate, ada } = await world();
		const quota = { project: 'shop', kind: 'vm' };
		okay(await gate.quotas.set(ada, { ...quota, measure: 'vcpu_milli', limit: 4000 }));
		okay(await gate.quotas.set(ada, { ...quota, measure: 'disk_gib', limit: 50 }));
		const vcpu = okay(
			await gate.suggest(ada, wants(vm('web', { size: 'e2-standard-4', count: 1, disk: { size_gib: 60 } }))),
		);
		expect(changesOf(vcpu)).toContain('vm/web disk.size_gib 60 -> 50');
		const both = okay(await gate.suggest(ada, wants(vm('web', { size: 'e2-standard-8', disk: { size_gib: 60 } }))));
		expect(changesOf(both)).toContain('vm/web disk.size_gib 60 -> 50, vm/web size "e2-standard-8" -> "e2-standard-4"');
	});

	it('turn switches the safe way, shut what is open, move a region with its zone, and set a tag of known values', async () => {
		const made = await world();
		await bound(
			made,
			{ policy: 'security.public_access' },
			{ policy: 'security.open_ingress', parameters: { ports: [22] } },
			{ policy: 'tags.required', parameters: { tags: { env: '^(dev|prod)$' } }, scope: { kind: 'vm' } },
		);
		const web = vm('web', { public_ip: true, region: 'asia-east1', zone: 'asia-east1-a', tags: { env: 'dev' } });
		expect(changesOf(okay(await made.gate.suggest(made.ada, wants(web))))).toEqual([
			'vm/web public_ip true -> false, vm/web region "asia-east1" -> "us-central1", vm/web zone "asia-east1-a" -> null',
		]);
		expect(changesOf(okay(await made.gate.suggest(made.ada, wants(vm('web')))))).toEqual([
			'vm/web tags.env null -> "dev"',
			'vm/web tags.env null -> "prod"',
		]);
		const network = {
			kind: 'network',
			name: 'net',
			cidr: '10.0.0.0/16',
			subnets: [{ name: 'a', cidr: '10.0.1.0/24' }],
			ingress: [{ name: 'ssh', protocol: 'tcp', ports: [{ from: 22, to: 22 }], sources: ['0.0.0.0/0', '10.1.0.0/16'] }],
		};
		expect(changesOf(okay(await made.gate.suggest(made.ada, wants(network))))).toContain(
			'network/net ingress.0.sources ["0.0.0.0/0","10.1.0.0/16"] -> ["10.1.0.0/16"]',
		);
	});

	it('come together where one change is not enough, and hold nothing that is not needed', async () => {
		const made = await world();
		await bound(made, { policy: 'security.public_access' });
		const uma = await made.actor('uma', { role: 'CloudUser' });
		const machines = Array.from({ length: 5 }, (_, index) =>
			vm(`web-${index}`, { size: 'e2-standard-8', public_ip: true }),
		);
		const found = okay(await made.gate.suggest(uma, wants(...machines)));
		expect(found.suggestions[0]?.changes).toHaveLength(10);
		expect(found.decisions).toBeLessThan(10);
	});

	it('are not what cures one violation and leaves another', async () => {
		const made = await world({}, { regions: ['us-central1', 'europe-west1'] });
		await bound(made, { policy: 'regions.residency', parameters: { regions: ['europe-west1', 'asia-east1'] } });
		const found = okay(await made.gate.suggest(made.ada, wants(vm('web', { region: 'asia-southeast1' }))));
		expect(changesOf(found)).toEqual(['vm/web region "asia-southeast1" -> "europe-west1"']);
	});

	it('lower what a whole deployment costs, to leave nothing to approve', async () => {
		const made = await world();
		await bound(made, { policy: 'approvals.expensive', level: 'soft', parameters: { max_monthly_micros: 60_000_000 } });
		const found = okay(
			await made.gate.suggest(made.ada, wants(vm('a', { size: 'e2-standard-2' }), vm('b', { size: 'e2-standard-2' }))),
		);
		expect(found.answer).toBe('review');
		expect(found.suggestions.length).toBeGreaterThan(0);
		for (const { cost } of found.suggestions) expect(cost.monthly_micros).toBeLessThanOrEqual(60_000_000);
	});

	it('name whom to ask where no change helps: who has the capability, and who can give it', async () => {
		const { gate, ada, actor } = await world();
		await actor('uma', { role: 'CloudUser' });
		for (const [group, role] of [
			['leads', 'CloudAdmin'],
			['devs', 'CloudUser'],
			['guests', 'CloudViewer'],
		]) {
			okay(await gate.grants.add(ada, { group, role }));
		}
		const vera = await actor('vera', { role: 'CloudViewer' });
		const found = okay(await gate.suggest(vera, wants(vm('web'))));
		expect(found.suggestions).toEqual([]);
		expect(asks(found)).toEqual([
			{
				kind: 'ask',
				policy: 'permissions.capability',
				subjects: ['vm/web'],
				roles: ['CloudAdmin', 'CloudUser'],
				actors: ['ada', 'uma'],
				groups: ['devs', 'leads'],
				why: 'vera lacks can_create_vm here; CloudAdmin can grant a role that has it',
				until: null,
			},
		]);
	});

	it('say until when a quota is full, and who can raise it', async () => {
		const { gate, ada, now } = await world();
		okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', measure: 'count', per: 'day', limit: 0 }));
		const [ask] = asks(okay(await gate.suggest(ada, wants(vm('web')))));
		expect(ask).toMatchObject({ policy: 'quotas.per_window', roles: ['CloudAdmin'], actors: ['ada'] });
		expect(ask?.until).toBe(Date.UTC(2026, 10, 25));
		expect(ask?.until).toBeGreaterThan(now());
	});

	it('say who approves what no change makes pass, and what only the requester can fill in', async () => {
		const made = await world();
		await bound(
			made,
			{ policy: 'tags.required', parameters: { tags: { owner: '^[a-z]{2,}$' } } },
			{
				policy: 'approvals.expensive',
				level: 'soft',
				parameters: { max_monthly_micros: 0 },
				owner_roles: ['CloudUser'],
			},
		);
		await made.actor('uma', { role: 'CloudUser' });
		okay(await made.gate.grants.add(made.ada, { group: 'devs', role: 'CloudUser', project: 'shop' }));
		okay(await made.gate.grants.add(made.ada, { group: 'leads', role: 'CloudAdmin' }));
		const { suggestions, advice } = okay(await made.gate.suggest(made.ada, wants(vm('web'))));
		expect(suggestions).toEqual([]);
		expect(advice).toMatchObject([
			{ kind: 'fill_in', policy: 'tags.required', path: ['tags', 'owner'], subjects: ['vm/web'] },
			{ kind: 'ask', policy: 'approvals.expensive', roles: ['CloudUser'], actors: ['uma'], groups: ['devs'] },
		]);
	});

	it('do not tell who others are to whoever may not see the project', async () => {
		const { gate, ada, actor } = await world();
		okay(await gate.roles.add(ada, { name: 'Blind', capabilities: ['can_delete'], max_vm_size: 'none' }));
		okay(await gate.grants.add(ada, { group: 'devs', role: 'CloudUser' }));
		const bob = await actor('bob', { role: 'Blind' });
		expect(asks(okay(await gate.suggest(bob, wants(vm('web')))))).toMatchObject([
			{ actors: [], groups: [], roles: ['CloudAdmin', 'CloudUser'] },
		]);
		refusedWith(
			await gate.suggest({ ...bob, actor: { id: 'nobody', source: 'verified' } }, wants(vm('web'))),
			'CAPABILITY_MISSING',
		);
	});

	it('never move, shrink or open what stands', async () => {
		const made = await world({}, { regions: ['us-central1', 'europe-west1'] });
		const { gate, ada } = made;
		const big = { size: 'e2-standard-4', disk: { size_gib: 100 } };
		const session = okay(await gate.request(ada, wants(vm('web', big))));
		if (session.kind !== 'session') throw new Error('denied');
		okay(await gate.approve(ada, session.view.session.id));
		await bound(made, { policy: 'cost.monthly_limit', parameters: { max_monthly_micros: 60_000_000 } });
		const again = { ...wants(vm('web', { ...big, disk: { size_gib: 120 } })), action: 'modify' };
		const found = okay(await gate.suggest(ada, again));
		expect(found.suggestions.length).toBeGreaterThan(0);
		for (const { changes } of found.suggestions) {
			for (const { path, to } of changes) {
				expect(path[0]).not.toBe('region');
				if (path[1] === 'size_gib') expect(to).toBeGreaterThanOrEqual(100);
			}
		}
	});

	it('each give allow when they are made, whatever was asked for', async () => {
		const made = await world({}, { regions: ['us-central1', 'us-east1', 'europe-west1'] });
		await bound(
			made,
			{ policy: 'security.public_access' },
			{ policy: 'regions.residency', parameters: { regions: ['us-central1', 'us-east1'] } },
			{ policy: 'machine.allowed_families', parameters: { families: ['e2-', 'n2-', 'db-'] } },
			{ policy: 'cost.monthly_limit', level: 'soft', parameters: { max_monthly_micros: 150_000_000 } },
			{ policy: 'tags.required', level: 'soft', parameters: { tags: { env: '^(dev|prod)$' } } },
		);
		okay(await made.gate.quotas.set(made.ada, { project: 'shop', kind: 'vm', measure: 'vcpu_milli', limit: 12_000 }));
		const uma = await made.actor('uma', { role: 'CloudUser' });
		const machine = fc.record({
			size: fc.constantFrom(
				'e2-small',
				'e2-standard-8',
				'n1-standard-4',
				'n2-standard-16',
				'c2-standard-8',
				'a2-highgpu-1g',
			),
			count: fc.integer({ min: 1, max: 14 }),
			region: fc.constantFrom('us-central1', 'europe-west1', 'asia-east1'),
			public_ip: fc.boolean(),
			disk: fc.record({ size_gib: fc.constantFrom(20, 500), type: fc.constantFrom('balanced', 'ssd') }),
			tags: fc.constantFrom({}, { env: 'dev' }, { env: 'wrong' }),
		});
		const request = fc.array(machine, { minLength: 1, maxLength: 3 });
		let suggested = 0;
		await fc.assert(
			fc.asyncProperty(request, fc.constantFrom(made.ada, uma), async (machines, caller) => {
				const asked = wants(...machines.map((fields, index) => vm(`web-${index}`, fields)));
				const found = okay(await made.gate.suggest(caller, asked));
				expect(found.suggestions.length).toBeLessThanOrEqual(5);
				expect(found.decisions).toBeLessThanOrEqual(65);
				expect(found.answer === 'allow' ? found.suggestions.length : 1).toBe(found.answer === 'allow' ? 0 : 1);
				if (found.answer !== 'allow') expect(found.suggestions.length === 0).toBe(found.advice.length > 0);
				for (const suggestion of found.suggestions) {
					suggested += 1;
					const [preview] = okay(await made.gate.preview(caller, suggestion.request));
					expect(preview?.decision.answer, changesOf(found).join('; ')).toBe('allow');
					expect(preview?.decision.cost).toMatchObject(suggestion.cost);
					for (const { path, to } of suggestion.changes) if (path[0] === 'public_ip') expect(to).toBe(false);
				}
			}),
			{ numRuns: 12 * rounds, seed: 5 },
		);
		expect(suggested).toBeGreaterThan(10);
	});
});
