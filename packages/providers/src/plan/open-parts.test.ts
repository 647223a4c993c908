import type { ProviderId, Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleKubernetes, exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { planJson } from '../../test/plan-json.js';
import { planOf } from '../../test/plan-of.js';
import { createProviders } from '../create-providers.js';

/** A plan of what Portcullis wrote, in which somebody set an attribute of one block to what only an apply will tell. */
async function withOpen(cloud: ProviderId, written: readonly Resource[], block: string, path: readonly string[]) {
	const project = exampleProject(cloud);
	const provider = createProviders().find(({ id }) => id === cloud);
	if (provider === undefined) throw new Error(`no ${cloud}`);
	const plan = planJson(await provider.synthesize(project, written), project.region);
	const [attribute = '', key] = path;
	const resource_changes = plan.resource_changes.map((entry) => {
		if (entry.type !== block) return entry;
		const { [attribute]: value, ...others } = entry.change.after;
		const { [key ?? '']: _, ...rest } = Object(value);
		const after = key === undefined ? others : { ...others, [attribute]: rest };
		const after_unknown = { [attribute]: key === undefined ? true : { [key]: true } };
		return { ...entry, change: { ...entry.change, after, after_unknown } };
	});
	const expressions = { [attribute]: { references: ['data.http.rules.body', 'data.http.rules'] } };
	const resources = plan.configuration.root_module.resources.map((resource) =>
		resource.address.startsWith(`${block}.`) ? { ...resource, expressions } : resource,
	);
	const configuration = { ...plan.configuration, root_module: { resources } };
	return planOf({ ...plan, resource_changes, configuration }, { project });
}

it('does not know whether a cluster is protected that is set to what is not known', async () => {
	const written = [exampleNetwork('gcp'), exampleKubernetes('gcp')];
	const { changes } = await withOpen('gcp', written, 'google_container_cluster', ['deletion_protection']);
	const cluster = changes.find(({ address }) => address === 'kubernetes/apps');
	expect(cluster?.after?.unknown).toEqual(['deletion_protection']);
});

it.each([
	['aws', 'aws_default_security_group', 'ingress'],
	['aws', 'aws_vpc', 'ipv6_cidr_block'],
	['azure', 'azurerm_network_security_group', 'security_rule'],
] as const)('does not judge a network of %s of which a part is not known: %s.%s', async (cloud, block, attribute) => {
	const { changes, unmapped } = await withOpen(cloud, [exampleNetwork(cloud)], block, [attribute]);
	expect(changes).toEqual([]);
	expect(unmapped.map(({ reason }) => reason)).toContainEqual(
		expect.stringMatching(new RegExp(`^the ${attribute} of ${block}\\.\\w+ is known after apply only$`)),
	);
});

it.each([
	['aws', 'aws_instance', 'tags'],
	['gcp', 'google_compute_instance', 'labels'],
	['azure', 'azurerm_linux_virtual_machine', 'tags'],
] as const)('does not take a tag on %s for absent whose value is not known', async (cloud, block, attribute) => {
	const { changes } = await withOpen(cloud, [exampleVm(cloud)], block, [attribute, 'team']);
	expect(changes.map(({ after }) => after?.unknown)).toEqual([['tags']]);
});
