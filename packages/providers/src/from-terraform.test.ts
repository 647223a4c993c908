import { networkSchema } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../test/examples.js';
import { plannedValues } from '../test/planned-values.js';
import { createProviders } from './create-providers.js';
import { fromTerraform } from './from-terraform.js';

const network = (region: string) =>
	networkSchema.parse({
		...{ kind: 'network', name: 'main', cidr: '10.0.0.0/16', region },
		subnets: [{ name: 'a', cidr: '10.0.0.0/24' }],
	});

it('recognises what belongs to several clouds in one plan, and lists what belongs to none', async () => {
	const planned = [];
	for (const cloud of createProviders()) {
		const resources = [exampleVm(cloud.id), network(exampleProject(cloud.id).region)];
		planned.push(...plannedValues(await cloud.synthesize(exampleProject(cloud.id), resources)));
	}
	const stranger = { address: 'random_id.x', type: 'random_id', name: 'x', values: {} };
	const { resources, unmapped } = await fromTerraform([...planned, stranger], exampleProject('gcp'));
	expect(resources.map(({ resource }) => resource.region).sort()).toEqual([
		...['us-central1', 'us-central1', 'us-east-1', 'us-east-1', 'westeurope', 'westeurope'],
	]);
	const reasons = unmapped.map(({ address, reason }) => `${address}: ${reason}`);
	expect(reasons).toContain('random_id.x: no kind of resource of Portcullis covers random_id');
	expect(reasons.filter((reason) => !/random_id|azurerm_resource_group/.test(reason))).toEqual([]);
});
