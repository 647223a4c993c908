import { existsSync, readFileSync } from 'node:fs';
import { kubernetesSchema, priceResource, vmSchema } from '@portcullis/core';
import { createCatalogue } from '@portcullis/policies';
import { describe, expect, it } from 'vitest';

const sources = new URL('../../../shared/plans/SOURCES.md', import.meta.url);
const absent = existsSync(sources) ? '' : ' (skipped: ../shared/plans is not there)';
const catalogue = createCatalogue();

/** The monthly total that is published for a plan, in millionths of a US dollar. */
function publishedFor(plan: string): number {
	const line = readFileSync(sources, 'utf8')
		.split('\n')
		.find((row) => row.startsWith(`| ${plan} |`));
	const usd = /Published monthly cost ([\d.]+) USD/.exec(line ?? '')?.[1];
	return Number(usd) * 1_000_000;
}

describe.skipIf(absent !== '')(`the totals that others publish for their plans${absent}`, () => {
	it('are ours for a cluster of aws: control plane, one t2.micro and 200 GiB of gp3', () => {
		const cluster = kubernetesSchema.parse({
			kind: 'kubernetes',
			region: 'eu-west-1',
			high_availability: false,
			deletion_protection: false,
			name: 'example',
			version: '1.35',
			node_pools: [{ name: 'foo', size: 't2.micro', min: 1, max: 1, disk: { size_gib: 200, type: 'balanced' } }],
		});
		const priced = priceResource(cluster, 'aws', catalogue);
		expect(priced.components.map((part) => (part.kind === 'priced' ? part.monthly_micros : part))).toEqual([
			73_000_000, 9_198_000, 17_600_000,
		]);
		expect(priced.monthly_micros).toBe(publishedFor('aws-eks-terracost.json'));
	});

	it('are ours for the two vCPU and 2 GiB of gcp that are counted there', () => {
		const web = vmSchema.parse({
			kind: 'vm',
			name: 'web',
			size: 'e2-highcpu-2',
			region: 'europe-west1',
			deletion_protection: false,
		});
		const [compute] = priceResource(web, 'gcp', catalogue).components;
		const published = publishedFor('gcp-vm-terracost.json');
		if (compute?.kind !== 'priced') throw new Error('not priced');
		expect(Math.abs(compute.monthly_micros / published - 1)).toBeLessThan(0.000_001);
	});
});
