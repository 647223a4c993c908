import type { WhoCan } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { deployed, okay, refusedWith, vm, wants, world } from '../end-to-end/world.js';

describe('who can', () => {
	it('is answered for everybody with a grant by deciding, with the first reason', async () => {
		const { gate, ada, actor } = await world();
		await actor('uma', { role: 'CloudUser' });
		await actor('vera', { role: 'CloudViewer' });
		const asked = { action: 'create', kind: 'vm', project: 'shop' };
		const before = okay(await gate.whoCan(ada, asked));
		expect(before.answers).toMatchObject([
			{ actor: 'ada', subject: 'vm', answer: 'allow', reason: null },
			{ actor: 'uma', subject: 'vm', answer: 'allow', reason: null },
			{ actor: 'vera', subject: 'vm', answer: 'deny', reason: { policy: 'permissions.capability' } },
		]);
		// No role says this: a quota of uma's own is full, and a policy asks people.
		okay(await gate.quotas.set(ada, { actor: 'uma', kind: 'vm', measure: 'count', limit: 0 }));
		okay(
			await gate.bindings.add(ada, {
				policy: 'approvals.expensive',
				level: 'soft',
				parameters: { max_monthly_micros: 0 },
			}),
		);
		expect(okay(await gate.whoCan(ada, asked)).answers).toMatchObject([
			{ actor: 'ada', answer: 'review', reason: { policy: 'approvals.expensive' } },
			{ actor: 'uma', answer: 'deny', reason: { policy: 'quotas.per_actor' } },
			{ actor: 'vera', answer: 'deny' },
		]);
	});

	it('asks about each kind, or about what is given, and about what stands to delete or modify', async () => {
		const made = await world();
		const { gate, ada, actor } = made;
		await actor('uma', { role: 'CloudUser' });
		const all = okay(await gate.whoCan(ada, { action: 'create', project: 'shop' }));
		expect(
			all.answers.filter(({ actor: who }) => who === 'uma').map(({ subject, answer }) => `${subject} ${answer}`),
		).toEqual(['vm allow', 'database allow', 'network allow', 'storage allow', 'kubernetes deny']);
		const large = { action: 'create', project: 'shop', resource: vm('big', { size: 'e2-standard-8' }) };
		expect(okay(await gate.whoCan(ada, large)).answers).toMatchObject([
			{ actor: 'ada', subject: 'vm/big', answer: 'allow' },
			{ actor: 'uma', answer: 'deny', reason: { policy: 'permissions.vm_size' } },
		]);
		refusedWith(await gate.whoCan(ada, { action: 'delete', project: 'shop', address: 'vm/web' }), 'RESOURCE_UNKNOWN');
		await deployed(made, ada, wants(vm('web'), vm('old')));
		const deletion = okay(await gate.whoCan(ada, { action: 'delete', project: 'shop', address: 'vm/web' }));
		expect(deletion.answers.map(({ actor: who, answer }) => `${who} ${answer}`)).toEqual(['ada allow', 'uma deny']);
		const change = okay(await gate.whoCan(ada, { action: 'modify', project: 'shop', kind: 'vm' }));
		expect(change.answers.map(({ subject, answer }) => `${subject} ${answer}`)).toEqual([
			'vm/old allow',
			'vm/web allow',
			'vm/old allow',
			'vm/web allow',
		]);
	});

	it('names groups too: what somebody of each could do, of whom nothing else is known', async () => {
		const { gate, ada, actor } = await world();
		// Called as a group is.
		await actor('devs', { role: 'CloudViewer' });
		okay(await gate.grants.add(ada, { group: 'devs', role: 'CloudUser' }));
		okay(await gate.grants.add(ada, { group: 'guests', role: 'CloudViewer' }));
		const asked = { action: 'create', kind: 'vm', project: 'shop', limit: 2 };
		const named = ({ answers }: WhoCan) =>
			answers.map(({ actor: who, group, answer }) => `${group === null ? who : `group ${group}`} ${answer}`);
		const first = okay(await gate.whoCan(ada, asked));
		expect([named(first), first.next]).toEqual([['ada allow', 'devs deny', 'group devs allow'], 'devs']);
		const second = okay(await gate.whoCan(ada, { ...asked, after: first.next }));
		expect([named(second), second.next]).toEqual([['group guests deny'], null]);
	});

	it('comes some actors at a time', async () => {
		const { gate, ada, actor } = await world();
		for (const name of ['ben', 'cleo', 'dan']) await actor(name, { role: 'CloudUser' });
		const asked = { action: 'create', kind: 'storage', project: 'shop', limit: 2 };
		const first = okay(await gate.whoCan(ada, asked));
		expect([first.answers.map(({ actor: who }) => who), first.next]).toEqual([['ada', 'ben'], 'ben']);
		const second = okay(await gate.whoCan(ada, { ...asked, after: first.next }));
		expect([second.answers.map(({ actor: who }) => who), second.next]).toEqual([['cleo', 'dan'], null]);
	});

	it('is told to whoever may see the project, and stores nothing', async () => {
		const { gate, ada, actor, rows } = await world();
		const vera = await actor('vera', { role: 'CloudViewer' });
		const nobody = await actor('nobody');
		const before = await rows();
		const asked = { action: 'create', kind: 'vm', project: 'shop' };
		expect(okay(await gate.whoCan(vera, asked))).toEqual(okay(await gate.whoCan(ada, asked)));
		refusedWith(await gate.whoCan(nobody, asked), 'CAPABILITY_MISSING');
		refusedWith(await gate.whoCan(ada, { ...asked, project: 'none' }), 'PROJECT_UNKNOWN');
		refusedWith(await gate.whoCan(ada, { ...asked, action: 'rename' }), 'INPUT_INVALID');
		expect(await rows()).toEqual(before);
	});

	it('denies whoever holds something elsewhere only', async () => {
		const { gate, ada, actor } = await world();
		okay(await gate.projects.add(ada, { name: 'other', provider: 'gcp', region: 'us-central1' }));
		await actor('olaf', { role: 'CloudAdmin', project: 'other' });
		const asked = { action: 'create', kind: 'vm', project: 'shop' };
		refusedWith(await gate.whoCan({ ...ada, actor: { id: 'olaf', source: 'verified' } }, asked), 'PROJECT_UNKNOWN');
		const { answers } = okay(await gate.whoCan(ada, asked));
		expect(answers[1]).toMatchObject({ actor: 'olaf', answer: 'deny', reason: { policy: null } });
	});
});
