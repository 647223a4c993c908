import { expect, it } from 'vitest';
import { noTerraform, withTerraform } from '../../test/terraform-binary.js';
import { synthesizeDocument } from './synthesize.js';
import { tfId } from './tf-id.js';

it(`a secret is a variable that terraform keeps nowhere, and asks for a terraform that can${noTerraform}`, (context) => {
	const document = synthesizeDocument((scope) => {
		scope.secret(tfId('password'), 'A password');
	});
	expect(document).toEqual({
		terraform: { required_version: '>= 1.11.0, < 2.0.0', required_providers: {} },
		variable: {
			password: { type: 'string', description: 'A password', nullable: false, sensitive: true, ephemeral: true },
		},
	});
	if (noTerraform !== '') return context.skip(noTerraform.trim());
	expect(withTerraform(document, (run) => run('validate', '-no-color'))).toContain('valid');
});

it('a document without a secret is for older ones too', () => {
	const document = synthesizeDocument((scope) => {
		scope.variable(tfId('name'), 'A name');
	});
	expect(document.terraform).toMatchObject({ required_version: '>= 1.5.0, < 2.0.0' });
	expect(JSON.stringify(document)).not.toMatch(/sensitive|ephemeral/);
});
