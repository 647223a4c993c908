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

const outcomes = ({ answer, code, outcomes: all }: Decision) => ({
	answer,
	code,
	outcomes: all.map(({ policy, subject, kind }) => `${policy} ${subject} ${kind}`),
});

describe.each(templates.list().map(({ name }) => name))('the template %s', (name) => {
	it('is allowed by the default policies, with the same outcomes on all three clouds', async () => {
		const gcp = outcomes(await decided(name, 'gcp'));
		expect(gcp).toMatchObject({ answer: 'allow' });
		expect(gcp.outcomes.length).toBeGreaterThan(5);
		expect(outcomes(await decided(name, 'aws'))).toEqual(gcp);
		expect(outcomes(await decided(name, 'azure'))).toEqual(gcp);
	});
});

it('what a template is told can change the answer, on all three clouds alike', async () => {
	const many = { web_count: 9, app_count: 9 };
	const gcp = outcomes(await decided('three-tier', 'gcp', many));
	expect(gcp).toMatchObject({ answer: 'deny' });
	expect(outcomes(await decided('three-tier', 'aws', many))).toEqual(gcp);
	expect(outcomes(await decided('three-tier', 'azure', many))).toEqual(gcp);
});
