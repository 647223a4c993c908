import { expect, it } from 'vitest';
import { maskSecrets } from './mask-secrets.js';

const parts = (...texts: readonly string[]) => texts.join('');

// Put together here, so that nobody's search for leaked secrets finds this file.
it.each([
	['a password in a URL', 'see postgres://ada:hunter2@db/x', 'hunter2'],
	['a password in a query', 'postgres://db/x?user=ada&password=hunter2&sslmode=require', 'hunter2'],
	['a password that is assigned', 'set DB_PASSWORD="hunter 2" first', 'hunter 2'],
	['a password in JSON', '{"password": "hunter2"}', 'hunter2'],
	['an access key of AWS', `key ${parts('AKIA', 'ABCDEFGHIJKLMNOP')}`, 'ABCDEFGHIJKLMNOP'],
	['a secret key of AWS', 'aws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY', 'wJalr'],
	['a token of GitHub', parts('ghp_', 'a'.repeat(36)), 'aaaa'],
	['a token of GitLab', parts('glpat-', 'b'.repeat(20)), 'bbbb'],
	['a key of Google', parts('AIza', 'c'.repeat(35)), 'cccc'],
	['a token of Discord', parts('M', 'd'.repeat(24), '.', 'e'.repeat(6), '.', 'f'.repeat(30)), 'dddd'],
	['a JSON web token', parts('eyJ', 'a'.repeat(12), '.', 'b'.repeat(12), '.', 'c'.repeat(12)), 'bbbb'],
	['a bearer token', 'Authorization: Bearer abcdefghijklmnopqrstuvwxyz', 'abcdefgh'],
	['an account key of Azure', 'AccountName=x;AccountKey=Zm9vYmFyYmF6cXV4;', 'Zm9v'],
	['a private key', parts('-----BEGIN RSA PRIVATE', ' KEY-----\nMIIabc\n-----END RSA PRIVATE', ' KEY-----'), 'MIIabc'],
	['a private key that was cut off', parts('-----BEGIN PRIVATE', ' KEY-----\nMIIabc'), 'MIIabc'],
])('%s is masked, whatever stands round it', (_, text, secret) => {
	const masked = maskSecrets({ deep: [{ reason: `before ${text} after` }] });
	expect(JSON.stringify(masked)).not.toContain(secret);
	expect(JSON.stringify(masked)).toContain('***');
	expect(masked.deep[0]?.reason).toMatch(/^before /);
});

it.each(['password', 'client_secret', 'apiKey', 'bot_token', 'privateKey', 'credentials'])(
	'the text of a field %s is masked, alone and in a list',
	(field) => {
		expect(maskSecrets({ [field]: 'plain', list: { [field]: ['plain'] } })).toEqual({
			[field]: '***',
			list: { [field]: ['***'] },
		});
	},
);

it('leaves everything else as it is', () => {
	const body = {
		resources: ['vm/web', 'vm/db'],
		document: { path: 'terraform_gcp_shop/main.tf.json', digest: 'a'.repeat(64) },
		reason: 'launch at 10:00, see https://example.org:8080/tickets/7@x',
		session: '5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a',
		amount: 7,
		nothing: null,
		yes: true,
		key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFoo ada@example',
		secret: '',
	};
	expect(maskSecrets(body)).toEqual(body);
});
