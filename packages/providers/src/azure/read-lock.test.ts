import type { PlannedResource, Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { plannedValues } from '../../test/planned-values.js';
import { noSchemas } from '../../test/provider-schema.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const kinds: readonly [Resource, string, string][] = [
	[exampleVm('azure', { deletion_protection: true }), 'azurerm_linux_virtual_machine', 'vm_web'],
	[exampleDatabase('azure', { deletion_protection: true }), 'azurerm_postgresql_flexible_server', 'database_orders'],
	[exampleStorage('azure', { deletion_protection: true }), 'azurerm_storage_account', 'storage_assets'],
	[exampleKubernetes('azure', { deletion_protection: true }), 'azurerm_kubernetes_cluster', 'kubernetes_apps'],
];

type Values = Readonly<Record<string, unknown>>;
const lockType = 'azurerm_management_lock';
const and = (planned: readonly PlannedResource[], type: string, change: Values) =>
	planned.map((one) => (one.type === type ? { ...one, values: { ...one.values, ...change } } : one));
const written = async (resource: Resource) =>
	plannedValues(await azureProvider.synthesize(project, [exampleNetwork('azure'), resource]));

it.each(kinds)('$kind/$name of ours is not protected by a lock on something else', async (resource, type) => {
	const locked = and(await written(resource), lockType, { scope: '/s/OWN' });
	const right = await azureProvider.read(and(locked, type, { id: '/s/own' }), project);
	expect(right.resources.map((one) => one.resource)).toContainEqual(resource);
	for (const id of ['/s/other', undefined]) {
		const read = await azureProvider.read(and(locked, type, { id }), project);
		expect(read.resources.map((one) => one.resource.kind)).toEqual(['network']);
		expect(read.unmapped[0]?.reason).toMatch(/^deletion_protection: azurerm_management_lock\..* locks something else/);
	}
});

it.skipIf(noSchemas !== '').each(kinds)(
	`$kind/$name of others is protected by the lock that names its id, and by no other${noSchemas}`,
	async (resource, type, name) => {
		const own = (await written(resource)).filter((one) => one.type !== lockType);
		const tier = type.startsWith('azurerm_postgresql') ? { storage_tier: 'P4' } : {};
		const foreign = and(own, type, { id: '/s/1', tags: {}, ...tier });
		const lock = (address: string, values: Values) => ({ address, type: lockType, name: 'guard', values });
		const beside = { ...lock(`${lockType}.${name}`, { scope: '/s/group' }), name };
		const protection = async (...locks: readonly PlannedResource[]) => {
			const read = await azureProvider.read([...foreign, ...locks], project);
			const main = read.resources.find((one) => one.addresses[0] === `${type}.${name}`);
			const { reason } = read.unmapped.find(({ address }) => address === `${type}.${name}`) ?? {};
			return main === undefined ? reason : (main.resource as { deletion_protection?: boolean }).deletion_protection;
		};
		expect(await protection(beside)).toBe(false);
		expect(await protection(beside, lock(`${lockType}.guard`, { scope: '/s/1' }))).toBe(true);
		expect(await protection(lock(`${lockType}.guard`, {}))).toMatch(/^deletion_protection: the plan does not say what/);
	},
);
