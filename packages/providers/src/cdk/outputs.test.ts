import { describe, expect, it } from 'vitest';
import { blockOfType, noSchemas } from '../../test/provider-schema.js';
import { outputsOf, outputTypes } from './outputs.js';

describe('the outputs of a document', () => {
	it('are one a block of the kind that they tell of, by its own address', () => {
		const blocks = {
			google_compute_instance: { vm_web: {}, vm_web_002: {} },
			google_storage_bucket: { storage_files: {} },
			google_service_account: { vm_web: {} },
		};
		const outputs = outputsOf(blocks) as Readonly<Record<string, { readonly value: string }>>;
		expect(Object.keys(outputs)).toEqual(['vm_web_private_ip', 'vm_web_002_private_ip', 'storage_files_endpoint']);
		expect(outputs.vm_web_private_ip?.value).toBe(
			'$' + '{google_compute_instance.vm_web.network_interface[0].network_ip}',
		);
	});

	it('leave out what stands beside another kind: an account that a network keeps its logs in is no bucket', () => {
		expect(outputsOf({ azurerm_storage_account: { network_main: {}, storage_files: {} } })).toEqual({
			storage_files_endpoint: expect.anything(),
		});
	});

	it('none without a block to tell of', () => {
		expect(outputsOf({})).toEqual({});
	});

	it.skipIf(noSchemas !== '')(`name attributes that the providers have${noSchemas}`, () => {
		const missing = Object.entries(outputTypes).filter(([type, attribute]) => {
			if (type.startsWith('aws_')) return false;
			const block = blockOfType(type);
			const [first = '', second] = attribute.split(/\[0\]\.|\./);
			const within = second === undefined ? block : block?.block_types?.[first]?.block;
			return within?.attributes?.[second ?? first] === undefined;
		});
		expect(missing).toEqual([]);
		expect(Object.keys(outputTypes).length).toBeGreaterThan(10);
	});
});
