import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryVm } from '../test/arbitrary-vm.js';
import { exampleProject } from '../test/examples.js';
import { misfits, noSchemas, schemasOf } from '../test/provider-schema.js';
import { createProviders } from './create-providers.js';

// The lock is not in the shortened schemas; its class and attributes are checked by the compiler alone.
const withoutSchema = ['azurerm_management_lock'];

it.skipIf(noSchemas !== '').each([
	['gcp', 'google-6.50.0-schema.min.json'],
	['azure', 'azurerm-4.55.0-schema.min.json'],
] as const)(
	`documents of %s fit the provider's own schema %s${noSchemas}`,
	async (id, file) => {
		const schemas = schemasOf(file);
		const cloud = createProviders().find((other) => other.id === id);
		await fc.assert(
			fc.asyncProperty(arbitraryVm[id], async (vm) => {
				const document = await cloud?.synthesize(exampleProject(id), [vm]);
				expect(misfits(document ?? {}, schemas, withoutSchema)).toEqual([]);
			}),
			{ numRuns: 150 },
		);
		// The check itself finds what is wrong.
		const wrong = { resource: { [Object.keys(schemas)[0] ?? '']: { a: { nonsense: 1 } }, other: {} } };
		expect(misfits(wrong, schemas, withoutSchema).join()).toMatch(/nonsense: unknown.*missing.*other: unknown type/);
	},
	60_000,
);
