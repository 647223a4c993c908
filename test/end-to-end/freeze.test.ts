import type { BindingRequest } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import { deployed, minute, okay, refusedWith, sessionOf, vm, wants, world } from './world.js';

const hour = 60 * minute;
// The world's clock begins at 12:00 UTC of Tuesday, 24 November 2026: 13:00 in Berlin.
const evening = { name: 'evening', from: '13:20', until: '02:00' };

async function freezing(fields: object = {}) {
	const made = await world();
	okay(
		await made.gate.bindings.add(made.ada, {
			policy: 'change.freeze',
			level: 'hard',
			parameters: { windows: [evening], time_zone: 'Europe/Berlin', ...fields },
		}),
	);
	return made;
}

describe('a freeze', () => {
	test('denies from its first moment, says until when in local words, and lets through what comes after', async () => {
		const { gate, ada, wait } = await freezing();
		const asked = async () => {
			const [preview] = okay(await gate.preview(ada, [wants(vm('a'))]));
			return preview?.decision;
		};
		wait(20 * minute - 1);
		expect((await asked())?.answer).toBe('allow');
		wait(1);
		expect(await asked()).toMatchObject({
			answer: 'deny',
			violations: [
				{
					policy: 'change.freeze',
					received: 'evening',
					message: 'changes are frozen (evening); they go on after Wednesday 2026-11-25 02:00 (Europe/Berlin)',
				},
			],
		});
		wait(12 * hour + 40 * minute - 1);
		expect((await asked())?.answer).toBe('deny');
		wait(1);
		expect((await asked())?.answer).toBe('allow');
	});

	test('denies the approval of what was asked for before it began', async () => {
		const { gate, ada, wait, rows, actor } = await freezing();
		const cheap = { policy: 'cost.hourly_limit', level: 'soft', parameters: { max_hourly_micros: 1 } } as const;
		okay(await gate.bindings.add(ada, { ...cheap, scope: { project: 'shop' } }));
		const uma = await actor('uma', { role: 'CloudUser' });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		wait(21 * minute);
		const { resources } = await rows();
		const refused = refusedWith(await gate.approve(ada, session.id), 'DECISION_DENIED');
		expect(refused.message).toContain('changes are frozen (evening)');
		expect((await rows()).resources).toBe(resources);
	});

	test('leaves free what and whom the binding names', async () => {
		const { gate, ada, wait, actor } = await freezing({ except_actions: ['delete'], except_roles: ['CloudAdmin'] });
		const uma = await actor('uma', { role: 'CloudUser', plus: ['can_delete'] });
		await deployed({ gate }, ada, wants(vm('a')));
		wait(21 * minute);
		const remove = { action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'a' }] } as const;
		const answers = async (caller: typeof ada, request: object) =>
			okay(await gate.preview(caller, [request])).map(({ decision }) => decision.answer);
		expect(await answers(ada, wants(vm('b')))).toEqual(['allow']);
		expect(await answers(uma, wants(vm('b')))).toEqual(['deny']);
		expect(await answers(uma, remove)).toEqual(['allow']);
	});

	test('is refused where it is bound with a zone or a time that there is not', async () => {
		const { gate, ada } = await world();
		const bind = (parameters: NonNullable<BindingRequest['parameters']>) =>
			gate.bindings.add(ada, { policy: 'change.freeze', level: 'hard', parameters });
		const zone = refusedWith(await bind({ windows: [evening], time_zone: 'Europe/Berln' }), 'INPUT_INVALID');
		expect(zone.problems).toMatchObject([{ path: ['parameters', 'time_zone'], received: 'Europe/Berln' }]);
		const time = refusedWith(await bind({ windows: [{ ...evening, until: '26:00' }] }), 'INPUT_INVALID');
		expect(time.problems).toMatchObject([{ path: ['parameters', 'windows', 0, 'until'], received: '26:00' }]);
	});
});

describe('what is protected', () => {
	test('is kept with the tags that it stands with, those of its project among them', async () => {
		const made = await world({}, { tags: { protected: 'true' } });
		const { gate, ada } = made;
		okay(await gate.bindings.add(ada, { policy: 'permissions.protected_action', level: 'hard', parameters: {} }));
		await deployed(made, ada, wants(vm('a')));
		const requests = [
			{ action: 'modify', project: 'shop', resources: [vm('a', { tags: { protected: 'false' } })] },
			{ action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'a' }] },
		] as const;
		for (const request of requests) {
			const [preview] = okay(await gate.preview(ada, [request]));
			expect(preview?.decision).toMatchObject({
				answer: 'deny',
				violations: [{ policy: 'permissions.protected_action', received: ['the tag protected=true'] }],
			});
		}
	});
});
