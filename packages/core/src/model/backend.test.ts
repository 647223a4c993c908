// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's templates are what is refused

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Backend, backendSchema } from './backend.js';
import { backendTypes } from './vocabulary.js';

const sound: readonly Backend[] = [
	{ type: 'gcs', bucket: 'acme-state', prefix: 'shop/live' },
	{ type: 's3', bucket: 'acme-state', key: 'shop/terraform.tfstate', region: 'eu-west-1', use_lockfile: true },
	{
		type: 'azurerm',
		resource_group_name: 'state',
		storage_account_name: 'acmestate',
		container_name: 'tfstate',
		key: 'shop.tfstate',
	},
	{ type: 'pg', schema_name: 'shop' },
	{ type: 'local', path: 'state/shop.tfstate' },
];

describe('a backend', () => {
	it('has one of the types that are offered', () => {
		expect(sound.map(({ type }) => type)).toEqual(backendTypes);
	});

	it.each(sound)('of type $type is taken as it is', (backend) => {
		expect(backendSchema.parse(backend)).toEqual(backend);
	});

	it.each(sound)(
		'of type $type holds nothing that Terraform would take for a template, a path out or a secret',
		(backend) => {
			const hostile = fc.constantFrom(
				'${x}',
				'%{ if true }',
				'../up',
				'/etc/passwd',
				'a//b',
				'a b',
				"a'",
				'a"',
				'a\n',
				'postgres://u:p@h/d',
			);
			for (const field of Object.keys(backend).filter((name) => name !== 'type' && name !== 'use_lockfile')) {
				fc.assert(
					fc.property(hostile, (text) => {
						const parsed = backendSchema.safeParse({ ...backend, [field]: text });
						expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field]);
					}),
				);
			}
		},
	);

	it('of another type, or with a field that its type lacks, is refused', () => {
		expect(backendSchema.safeParse({ type: 'http', address: 'https://example.com' }).success).toBe(false);
		expect(backendSchema.safeParse({ type: 'pg', conn_str: 'postgres://u:p@h/d' }).success).toBe(false);
	});
});
