import { parse } from 'lossless-json';
import { expect, it } from 'vitest';
import { BaseDocuments } from './base-documents.js';

it('puts objects together and keeps every digit and every key', () => {
	const documents = new BaseDocuments();
	expect(documents.text()).toBeUndefined();
	expect(documents.add(['a'], parse('{"n": 12345678901234567890.10}'), '1.json')).toBeUndefined();
	expect(documents.add([], parse('{"a": {"m": [1]}, "__proto__": {"x": null}}'), '2.json')).toBeUndefined();
	expect(documents.add(['__proto__'], parse('{"y": 1}'), '3.json')).toBeUndefined();
	expect(documents.text()).toBe('{"a":{"n":12345678901234567890.10,"m":[1]},"__proto__":{"x":null,"y":1}}');
	expect({}).not.toHaveProperty('x');
});

it('names the place and the other file where two give one path, whichever is the object', () => {
	for (const [one, other, path] of [
		['{"a": 1}', '{"a": 1}', 'data.a'],
		['{"a": 1}', '{"a": {"b": 1}}', 'data.a'],
		['{"a": {"b": [1]}}', '{"a": {"b": [2]}}', 'data.a.b'],
	] as const) {
		const documents = new BaseDocuments();
		documents.add([], parse(one), '1.json');
		expect(documents.add([], parse(other), '2.json')).toMatchObject({
			code: 'rego_data_error',
			file: '2.json',
			message: `${path} has a value in 1.json as well`,
		});
	}
});

it('takes only objects for the root', () => {
	for (const text of ['[]', '1', 'null', '"a"']) {
		expect(new BaseDocuments().add([], parse(text), 'a.json')).toMatchObject({
			message: 'base documents must be an object',
		});
		expect(new BaseDocuments().add(['x'], parse(text), 'a.json')).toBeUndefined();
	}
});
