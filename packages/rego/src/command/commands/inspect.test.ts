import { afterAll, expect, it } from 'vitest';
import { workshop } from '../../../test/workshop.js';
import { closeToolbox, configureToolbox } from '../../index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const rule = `# METADATA
# title: Limit
# entrypoint: true
package limits["of all"]

fail if time.now_ns() > data.limit
`;

it('tells packages, entrypoints, built-ins, data and annotations of a folder', async () => {
	const { run } = workshop({
		'p/a.rego': rule,
		'p/b.rego': 'package b\n\nx := 1\n',
		'p/.manifest': '{"revision": "r1"}',
	});
	const ran = await run(['inspect', 'p', '-a']);
	expect(ran).toMatchObject({ status: 0, err: '' });
	expect(ran.out).toMatch(/MANIFEST:\n[\s\S]*│ Revision │ r1/);
	expect(ran.out).toMatch(/NAMESPACES:\n[\s\S]*│ data\.b +│ p\/b\.rego/);
	expect(ran.out).toMatch(/ENTRYPOINTS:\n {2}limits\/of( |%20)all\n/);
	expect(ran.out).toContain('  time.now_ns\n');
	expect(ran.out).toContain('DATA:\n  data.limit\n');
	expect(ran.out).toContain('\nLimit\n=====\n');
});

it("gives OPA's document in JSON, and more", async () => {
	const { run } = workshop({ 'a.rego': rule });
	const ran = await run(['inspect', 'a.rego', '-a', '-f', 'json']);
	const document = JSON.parse(ran.out);
	expect(document).toMatchObject({
		annotations: [
			{
				annotations: { title: 'Limit', entrypoint: true },
				location: { file: 'a.rego', row: 4, col: 1 },
				path: [
					{ type: 'var', value: 'data' },
					{ type: 'string', value: 'limits' },
					{ type: 'string', value: 'of all' },
				],
			},
		],
		capabilities: { builtins: expect.any(Array) },
		data: [{ name: 'data.limit' }],
	});
	expect(document.manifest).toBeUndefined();
	expect(Object.values(document.namespaces)).toEqual([['a.rego']]);
	expect(JSON.parse((await run(['inspect', 'a.rego', '-f', 'json'])).out).annotations).toBeUndefined();
});

it('ends with 1 for what is absent or wrong', async () => {
	const { run } = workshop({ 'a.rego': 'package' });
	expect(await run(['inspect', 'absent'])).toMatchObject({ status: 1, out: '' });
	expect((await run(['inspect', 'a.rego'])).status).toBe(1);
});
