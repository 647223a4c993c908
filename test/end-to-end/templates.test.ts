import type { Decision, ProviderId } from '@portcullis/core';
import { createTemplates } from '@portcullis/providers';
import { describe, expect, it } from 'vitest';
import { world } from './world.js';

const templates = createTemplates();
const regions: Readonly<Record<ProviderId, string>> = { gcp: 'us-central1', aws: 'us-east-1', azure: 'eastus' };

/** What the default policies say of a template's resources on a cloud, asked for by an administrator. */
async function decided(template: string, provider: ProviderId, parameters: object = {}): Promise<Decision> {
	const { gate, ada } = await world();
	await gate.projects.add(ada, { name: 'trial', provider, region: regions[provider] });
	const expanded = templates.expand(template, { name: 'shop', ...parameters });
	if (expanded.kind === 'refused') throw new Error(JSON.stringify(expanded));
	const previews = await gate.preview(ada, { project: 'trial', resources: expanded.value });
	if (previews.kind === 'refused') throw new Error(JSON.stringify(previews));
	const [preview] = previews.value;
	if (preview === undefined) throw new Error('a request has a preview');
	return preview.decision;
}

/** The policies that read prices: what they say is unknown where the catalogue lacks one. */
const readsPrices = (policy: string) => policy.startsWith('cost.') || policy === 'quotas.spend';

function outcomes({ outcomes: all }: Decision, prices: boolean): string[] {
	return all
		.filter(({ policy }) => readsPrices(policy) === prices)
		.map(({ policy, subject, kind }) => `${policy} ${subject} ${kind}`);
}

/** Outcomes in which an unknown price takes the place of what would be said if it were known. */
function butForPrices(known: readonly string[], found: readonly string[]): readonly string[] {
	return known.map((outcome, index) => {
		const unknown = outcome.replace(/ \w+$/, ' unknown');
		return found[index] === unknown ? unknown : outcome;
	});
}

describe.each(templates.list().map(({ name }) => name))('the template %s', (name) => {
	it('is allowed by the default policies, with the same outcomes on all three clouds, but for unknown prices', async () => {
		const gcp = await decided(name, 'gcp');
		expect(gcp).toMatchObject({ answer: 'allow' });
		expect(gcp.outcomes.length).toBeGreaterThan(5);
		for (const provider of ['aws', 'azure'] as const) {
			const other = await decided(name, provider);
			expect(outcomes(other, false)).toEqual(outcomes(gcp, false));
			const [known, found] = [outcomes(gcp, true), outcomes(other, true)];
			expect(found).toEqual(butForPrices(known, found));
			if (other.cost.complete) expect(other.answer).toBe('allow');
		}
	});
});

it('what a template is told can change the answer, on all three clouds alike', async () => {
	const many = { web_count: 9, app_count: 9 };
	const gcp = await decided('three-tier', 'gcp', many);
	expect(gcp).toMatchObject({ answer: 'deny' });
	for (const provider of ['aws', 'azure'] as const) {
		const other = await decided('three-tier', provider, many);
		expect(other).toMatchObject({ answer: 'deny' });
		expect(outcomes(other, false)).toEqual(outcomes(gcp, false));
	}
});
