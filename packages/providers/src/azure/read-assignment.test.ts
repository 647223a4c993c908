import type { PlannedResource, Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { plannedValues } from '../../test/planned-values.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const encryption_key = `https://shop-keys.vault.azure.net/keys/data/${'0'.repeat(32)}`;
const vault = '/subscriptions/0/resourceGroups/g/providers/Microsoft.KeyVault/vaults/shop-keys';
const kinds: readonly [Resource, string][] = [
	[exampleVm('azure', { encryption_key }), 'vm_web'],
	[exampleDatabase('azure', { encryption_key }), 'database_orders'],
	[exampleStorage('azure', { encryption_key }), 'storage_assets'],
	[exampleKubernetes('azure', { encryption_key }), 'kubernetes_apps'],
	[exampleKubernetes('azure', { encryption_key }), 'kubernetes_apps_subnet'],
];

type Values = Readonly<Record<string, unknown>>;
const type = 'azurerm_role_assignment';
const written = async (resource: Resource) =>
	plannedValues(await azureProvider.synthesize(project, [exampleNetwork('azure'), resource]));
const given = (planned: readonly PlannedResource[], name: string, change: Values) =>
	planned.map((resource) =>
		resource.address === `${type}.${name}` ? { ...resource, values: { ...resource.values, ...change } } : resource,
	);

it.each(kinds)('$kind/$name of ours with other rights than we wrote is kept apart', async (resource, name) => {
	const planned = await written(resource);
	for (const change of [
		{ role_definition_name: 'Owner' },
		{ principal_type: 'User' },
		{ principal_id: 'somebody' },
		{ scope: '/subscriptions/0' },
		{ scope: `${vault}-of-others` },
	]) {
		const read = await azureProvider.read(given(planned, name, change), project);
		expect(read.resources.map((one) => one.resource.kind)).toEqual(['network']);
		expect(read.unmapped[0]?.reason).toMatch(new RegExp(`${type}.${name} gives rights that Portcullis did not write`));
	}
});

it.each(kinds)(
	'$kind/$name of ours is read with the scope and the principal that an apply told',
	async (resource, name) => {
		const scope = name.endsWith('_subnet') ? '/x/virtualNetworks/main/subnets/apps' : vault;
		const applied = given(await written(resource), name, { scope, principal_id: '1' }).map((one) =>
			one.type === 'azurerm_user_assigned_identity' ? { ...one, values: { ...one.values, principal_id: '1' } } : one,
		);
		expect((await azureProvider.read(applied, project)).unmapped).toEqual([]);
	},
);

it.each(kinds.slice(0, 4))(
	'rights beside $kind/$name without a key of the customer are none of ours',
	async (resource, name) => {
		const { encryption_key: _key, ...plain } = resource as Resource & { readonly encryption_key?: string };
		const role = { address: `${type}.${name}`, type, name, values: { role_definition_name: 'Owner' } };
		const read = await azureProvider.read([...(await written(plain as Resource)), role], project);
		expect(read.resources.map((one) => one.resource.kind)).toEqual(['network']);
	},
);

it.each(kinds)('rights beside $kind/$name of others are left over', async (resource, name) => {
	const foreign = (await written(resource)).map((one) => ({ ...one, values: { ...one.values, tags: {} } }));
	const { unmapped } = await azureProvider.read(foreign, project);
	expect(unmapped.find(({ address }) => address === `${type}.${name}`)?.reason).toMatch(/no kind of resource/);
});

it('further rights that bear the name of a cluster of ours are left over', async () => {
	const role = { address: `${type}.kubernetes_apps_admin`, type, name: 'kubernetes_apps_admin', values: {} };
	const read = await azureProvider.read([...(await written(exampleKubernetes('azure'))), role], project);
	expect(read.unmapped.map(({ address }) => address)).toEqual([role.address]);
});
