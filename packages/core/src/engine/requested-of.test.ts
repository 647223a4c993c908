import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotaAbout } from '../model/quota.js';
import type { ResourceUse } from '../model/resource-use.js';
import { vmSchema } from '../model/vm.js';
import { type Move, requestedOf } from './requested-of.js';

const machine = vmSchema.parse({ kind: 'vm', name: 'a', size: 's', region: 'us-central1', deletion_protection: false });

function used(actor: string, vcpu_milli: number | null): ResourceUse {
	const none = { count: 1, memory_mib: 0, disk_gib: 0, hourly_micros: 0, monthly_micros: 0 };
	return { resource: 'vm/a', actor, amounts: { ...none, vcpu_milli } };
}

function move(before: ResourceUse | null, after: ResourceUse | null): Move {
	const change = { address: 'vm/a', before: before && machine, after: after && machine };
	return { change, before, after };
}

const standing = quotaAbout({ project: 'shop', measure: 'vcpu_milli' });
const daily = quotaAbout({ project: 'shop', measure: 'vcpu_milli', per: 'day' });
const umas = quotaAbout({ actor: 'uma', measure: 'vcpu_milli' });

describe('what a deployment asks of a quota', () => {
	it.each([
		['a creation', null, 4, 4, 4],
		['growth', 3, 5, 2, 2],
		['shrinking', 5, 3, -2, 0],
		['a deletion', 5, null, -5, 0],
	] as const)(
		'for %s is the difference of what stands, and in a window what is added',
		(_what, had, has, of, inWindow) => {
			const moves = [move(had === null ? null : used('ada', had), has === null ? null : used('ada', has))];
			expect(requestedOf(standing, moves, 'ada')).toBe(of);
			expect(requestedOf(daily, moves, 'ada')).toBe(inWindow);
		},
	);

	it('is not known where it is not known what will stand, and what goes was only counted as far as it was known', () => {
		expect(requestedOf(standing, [move(null, used('ada', 1)), move(null, used('ada', null))], 'ada')).toBeNull();
		expect(requestedOf(daily, [move(used('ada', 9), used('ada', null))], 'ada')).toBeNull();
		expect(requestedOf(standing, [move(used('ada', null), used('ada', 4))], 'ada')).toBe(4);
		expect(requestedOf(standing, [move(used('ada', null), null)], 'ada')).toBe(0);
	});

	it('is nothing at all where another kind, or what others have made, is changed', () => {
		expect(requestedOf(quotaAbout({ project: 'shop', kind: 'network', measure: 'count' }), [], 'ada')).toBeUndefined();
		const database = quotaAbout({ tenant: true, kind: 'database', measure: 'count' });
		expect(requestedOf(database, [move(null, used('uma', 4))], 'uma')).toBeUndefined();
		expect(requestedOf(umas, [move(null, used('ada', 4))], 'uma')).toBeUndefined();
		expect(requestedOf(umas, [move(used('uma', 3), used('uma', 4))], 'ada')).toBe(1);
	});

	it('of what an actor adds in a window is that of who asks', () => {
		const about = quotaAbout({ actor: 'uma', measure: 'vcpu_milli', per: 'hour' });
		expect(requestedOf(about, [move(used('ada', 3), used('ada', 4))], 'uma')).toBe(1);
		expect(requestedOf(about, [move(used('uma', 3), used('uma', 4))], 'ada')).toBeUndefined();
	});

	it('is not known past what any limit can be', () => {
		expect(requestedOf(standing, [move(null, used('ada', 1e15))], 'ada')).toBe(1e15);
		expect(requestedOf(standing, [move(null, used('ada', 1e15)), move(null, used('ada', 1))], 'ada')).toBeNull();
	});

	it('comes to nothing over any chain of changes that begins and ends with nothing', () => {
		const amount = fc.option(fc.nat(1000));
		fc.assert(
			fc.property(fc.array(amount, { maxLength: 8 }), (chain) => {
				const states = [null, ...chain.map((of) => of !== null && used('ada', of)), null].map((one) => one || null);
				const asked = states.slice(1).map((after, index) => {
					const before = states[index] ?? null;
					return before === null && after === null ? 0 : requestedOf(standing, [move(before, after)], 'ada');
				});
				expect(asked.reduce<number>((sum, one) => sum + (one ?? Number.NaN), 0)).toBe(0);
			}),
		);
	});
});
