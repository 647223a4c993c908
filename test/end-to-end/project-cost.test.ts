import { describe, expect, test } from 'vitest';
import { deployed, okay, refusedWith, vm, type World, wants, world } from './world.js';

const hour = 3_600_000;

// The world begins on 24 November at 12:00: 564 hours of the month have passed, 156 are to come.
const rest = 156;

/** An hour of an e2-small with its disk, in millionths of a dollar, as it is decided and kept. */
async function hourlyOf({ gate, ada }: World, request: unknown): Promise<number> {
	return okay(await gate.preview(ada, request))[0]?.decision.cost.hourly_micros ?? Number.NaN;
}

async function costOf({ gate, ada }: World, project = 'shop') {
	const [cost = expect.fail()] = okay(await gate.cost(ada, project));
	return cost;
}

describe('what a project costs', () => {
	test('accrues each price for the hours that it held, of what was changed and deleted too', async () => {
		const made = await world({}, { monthly_budget_micros: 10_000_000 });
		const { ada } = made;
		const small = await hourlyOf(made, wants(vm('web')));
		await deployed(made, ada, wants(vm('web')));
		made.wait(10 * hour);
		expect(await costOf(made)).toMatchObject({
			project: 'shop',
			accrued_micros: 10 * small,
			complete: true,
			hourly_micros: small,
			forecast_micros: rest * small,
			budget_micros: 10_000_000,
			budget_percent: Math.round((1000 * 10 * small) / 10_000_000) / 10,
			kinds: [{ kind: 'vm', accrued_micros: 10 * small }],
		});

		const bigger = { ...wants(vm('web', { count: 3 })), action: 'modify' };
		const big = await hourlyOf(made, bigger);
		await deployed(made, ada, bigger);
		made.wait(5 * hour);
		await deployed(made, ada, { action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'web' }] });
		made.wait(hour);
		const spent = 10 * small + 5 * big;
		expect(await costOf(made)).toMatchObject({ accrued_micros: spent, hourly_micros: 0, forecast_micros: spent });
	});

	test('begins anew with the month, by UTC', async () => {
		const made = await world();
		await deployed(made, made.ada, wants(vm('web')));
		const { hourly_micros } = await costOf(made);
		made.wait((rest + 2) * hour);
		const december = await costOf(made);
		expect(december.month).toEqual({ starts_at: Date.UTC(2026, 11, 1), ends_at: Date.UTC(2027, 0, 1) });
		expect(december).toMatchObject({ accrued_micros: 2 * hourly_micros, forecast_micros: 744 * hourly_micros });
	});

	test('is the least that it is where a price is not known, and says what is paid by use', async () => {
		const made = await world({}, { name: 'shop', provider: 'azure', region: 'westus2' });
		const { gate, ada } = made;
		for (const { id, policy } of okay(await gate.bindings.list(ada))) {
			if (policy === 'cost.hourly_limit') okay(await gate.bindings.remove(ada, id));
		}
		await deployed(made, ada, wants(vm('web', { size: 'Standard_B1s' })));
		made.wait(hour);
		const cost = await costOf(made);
		expect(cost).toMatchObject({ complete: false, hourly_complete: false, forecast_complete: false });
		expect(cost.accrued_micros).toBeGreaterThan(0);

		const other = await world();
		await deployed(other, other.ada, wants({ kind: 'storage', name: 'logs' }));
		other.wait(hour);
		expect(await costOf(other)).toMatchObject({ accrued_micros: 0, complete: true, metered: true });
	});

	test('is shown to who may see the project, and to nobody else', async () => {
		const made = await world();
		const { gate, ada } = made;
		okay(await gate.projects.add(ada, { name: 'blog', provider: 'gcp', region: 'us-central1' }));
		expect(okay(await gate.cost(ada)).map(({ project }) => project)).toEqual(['blog', 'shop']);
		const ben = await made.actor('ben', { role: 'CloudViewer', project: 'blog' });
		expect(okay(await gate.cost(ben)).map(({ project }) => project)).toEqual(['blog']);
		refusedWith(await gate.cost(ben, 'shop'), 'PROJECT_UNKNOWN');
		refusedWith(await gate.cost(ada, 'shpo'), 'PROJECT_UNKNOWN');
		refusedWith(await gate.cost(await made.actor('eve')), 'CAPABILITY_MISSING');
	});
});
