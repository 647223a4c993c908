import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { requestPage } from '../../../../tools/docs/request-page.js';
import { jsonSchemas } from './json-schemas.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const validator = (schema: object) => new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const isRequest = validator(jsonSchemas().request);
const requests = '../../../../examples/requests/';

describe('the JSON Schemas for editors', () => {
	it.each(Object.entries(jsonSchemas()))(
		'are in schemas/ as the code makes them: %s (npm run schemas)',
		(name, schema) => {
			expect(JSON.parse(read(`../../schemas/${name}.schema.json`))).toEqual(JSON.parse(JSON.stringify(schema)));
		},
	);

	it('are shown to people in docs/request.md, as far as resources go (npm run schemas)', () => {
		expect(read('../../../../docs/request.md')).toBe(requestPage(jsonSchemas().request));
	});

	it('are named at the top of every request of examples, so that editors find them', () => {
		const line = /^# yaml-language-server: \$schema=(\S+)\n/;
		for (const file of readdirSync(new URL(requests, import.meta.url)).filter((name) => name.endsWith('.yaml'))) {
			const [, path = ''] = line.exec(read(`${requests}${file}`)) ?? [];
			expect(JSON.parse(read(`${requests}${path}`)), file).toHaveProperty('title', 'request');
		}
	});

	it('take every request of examples but the one that is wrong', () => {
		const files = readdirSync(new URL(requests, import.meta.url)).filter((file) => file.endsWith('.yaml'));
		const taken = files.filter((file) => isRequest(parse(read(`${requests}${file}`))));
		expect(files.filter((file) => !taken.includes(file))).toEqual(['wrong.yaml']);
	});

	it('take a project that is written out, and an action that is left out or said', () => {
		expect(isRequest(parse(read('../../../../examples/three-tier/aws.yaml')))).toBe(true);
		expect(isRequest({ action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'web' }] })).toBe(true);
		expect(isRequest({ project: 'shop', resources: [{ kind: 'vm', name: 'web' }] })).toBe(false);
		expect(isRequest({ project: 'shop', action: 'destroy', resources: [] })).toBe(false);
	});

	it('take the facts of examples, and refuse a field that is mistyped', () => {
		const isFacts = validator(jsonSchemas().facts);
		const facts = parse(read('../../../../examples/plan-check/facts.yaml'));
		expect(isFacts(facts)).toBe(true);
		expect(isFacts({ ...facts, binding: [] })).toBe(false);
	});
});
