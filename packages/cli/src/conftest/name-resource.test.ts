import { expect, it } from 'vitest';
import { nameResource } from './name-resource.js';

const name = nameResource(['aws_instance.web', 'aws_instance.web[0]', 'module.a["x, y"].aws_instance.web', 'a.b']);

it('takes what the metadata name, and nothing that is not in the plan', () => {
	expect(name('aws_instance.web', { address: 'a.b' })).toBe('a.b');
	expect(name('it is large', { resource: 'a.b' })).toBe('a.b');
	expect(name('it is large', { resource: 'a.c', address: 7 })).toBeNull();
});

it('takes the longest address that stands in the text as a word', () => {
	const texts = {
		'aws_instance.web has no tags': 'aws_instance.web',
		'no tags (aws_instance.web[0]).': 'aws_instance.web[0]',
		"resource='aws_instance.web': no tags": 'aws_instance.web',
		'a.b and aws_instance.web': 'aws_instance.web',
		'module.a["x, y"].aws_instance.web is open': 'module.a["x, y"].aws_instance.web',
		'aws_instance.web2, xa.b, aws_instance.web.id, aws_instance.web[1]': null,
	};
	for (const [text, address] of Object.entries(texts)) expect([text, name(text, {})]).toEqual([text, address]);
});
