import { expect, it } from 'vitest';
import { rounds } from '../../test/rounds.js';
import { noPlans, sharedPlanText } from '../../test/shared-plan.js';
import { readPlan } from './read-plan.js';

const files = [
	'aws-ec2-rds-elb-terracost',
	'aws-s3-all-actions-snyk',
	'azure-vm-nsg-tfcompliance',
	'gcp-cloudsql-tfvalidator',
	'gcp-vm-terracost',
	'aws-eks-terracost',
];

/** Numbers from 0 up to a bound, the same ones for the same seed (Park and Miller's minimal standard). */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 48_271) % 2_147_483_647;
		return state % below;
	};
}

const odd = [
	...[null, true, false, 0, -1, 1e308, '', 'x', '__proto__', 'module.a', 'var.x', [], {}, [null], { '': null }, [[]]],
	...['aws_instance', 'google_storage_bucket', ['delete', 'create'], ['no-op'], 'unknown-place1', 'stand-in aws', [{}]],
];

/** Changes one thing in a value, somewhere: takes it out, puts something odd there, or something from elsewhere. */
function mutate(root: unknown, pick: (below: number) => number): void {
	let holder = root;
	for (let depth = 0; typeof holder === 'object' && holder !== null; depth++) {
		const keys = Object.keys(holder);
		const key = keys[pick(Math.max(1, keys.length))];
		if (key === undefined) return;
		const value: unknown = Reflect.get(holder, key);
		// The outermost are few, and the innermost many.
		if (typeof value === 'object' && value !== null && pick(16) > 0 && depth < 12) {
			holder = value;
			continue;
		}
		const what = pick(4);
		if (what === 0) Reflect.deleteProperty(holder, key);
		else if (what === 1 && Array.isArray(holder)) holder.push(structuredClone(value));
		else if (what === 2) Reflect.set(holder, keys[pick(keys.length)] ?? key, structuredClone(value));
		else Reflect.set(holder, key, structuredClone(odd[pick(odd.length)]));
		return;
	}
}

it.skipIf(noPlans !== '')(
	`a plan with something changed in it is read or refused, never a crash, and loses no resource${noPlans}`,
	async () => {
		const pick = numbers(20_261_125);
		const texts = files.map((file) => sharedPlanText(`${file}.json`));
		const tries = rounds(30) * 10;
		let plans = 0;
		for (let round = 0; round < tries; round++) {
			const plan: unknown = JSON.parse(texts[pick(texts.length)] ?? '');
			for (let times = 1 + pick(6); times > 0; times--) mutate(plan, pick);
			const read = await readPlan(pick(2) === 0 ? plan : JSON.stringify(plan));
			if (read.kind === 'refused') {
				expect(read.code).toMatch(/^PLAN_/);
				continue;
			}
			plans++;
			const { blocks, changes, unmapped } = read.value;
			const listed = new Set([
				...changes.flatMap(({ addresses }) => addresses),
				...unmapped.map(({ address }) => address),
			]);
			const lost = blocks.filter(({ address }) => !listed.has(address));
			expect(lost.map(({ address }) => address)).toEqual([]);
			for (const { before, after } of changes) {
				for (const side of [before, after])
					for (const name of side?.unknown ?? []) expect(side?.fields).not.toHaveProperty(name);
			}
		}
		// Many contradict themselves after it, and are refused.
		expect(plans).toBeGreaterThan(tries / 5);
	},
	600_000,
);
