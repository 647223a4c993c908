import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PortcullisError } from '../model/portcullis-error.js';
import { faultText } from './fault-text.js';

describe('the text of a fault', () => {
	test('names files from the folder of the projects on', () => {
		const path = join('/srv/infra', 'terraform_gcp_shop', 'main.tf.json');
		const fault = new PortcullisError(
			'DOCUMENT_WRITE_FAILED',
			`${path} could not be written: open '${path}.tmp' in /srv/infra`,
		);
		expect(faultText(fault, '/srv/infra')).toBe(
			"terraform_gcp_shop/main.tf.json could not be written: open 'terraform_gcp_shop/main.tf.json.tmp' in .",
		);
	});

	test('is left alone where the folder is the one that the process runs in, or the whole disk', () => {
		const fault = new PortcullisError('DOCUMENT_UNSAFE', 'a. b/c');
		expect([faultText(fault, '.'), faultText(fault, '/')]).toEqual(['a. b/c', 'a. b/c']);
	});

	test.each([new Error('/home/somebody'), 'text', undefined])('says nothing of what was not foreseen: %s', (cause) => {
		expect(faultText(cause, '.')).toBe('something went wrong that was not foreseen');
	});
});
