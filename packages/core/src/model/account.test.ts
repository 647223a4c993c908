import { expect, it } from 'vitest';
import { accountProblems } from './account.js';
import type { ProviderId } from './vocabulary.js';

it.each<[ProviderId, string]>([
	['gcp', 'acme-shop'],
	['gcp', 'example.com:acme-shop'],
	['aws', '123456789012'],
	['azure', '01234567-89ab-cdef-0123-456789abcdef'],
])('%s gives accounts the form of %s', (provider, account) => {
	expect(accountProblems({ provider, account })).toEqual([]);
	expect(accountProblems({ provider })).toEqual([]);
});

it.each<[ProviderId, string, RegExp]>([
	['gcp', '123456789012', /a project id/],
	['gcp', 'acme', /6 to 30/],
	['aws', 'acme-shop', /12 digits/],
	['aws', '1234567890123', /12 digits/],
	['azure', 'nope', /a subscription id/],
	['azure', '123456789012', /a subscription id/],
])('%s has no account %s, and says what one looks like', (provider, account, message) => {
	expect(accountProblems({ provider, account })).toMatchObject([
		{ path: ['account'], message: expect.stringMatching(message), received: account },
	]);
});
