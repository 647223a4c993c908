import { inputJsonSchema } from '@portcullis/core';
import { check, closeToolbox, configureToolbox } from '@portcullis/rego';
import { afterAll, expect, it } from 'vitest';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const parameters = {
	type: 'object',
	additionalProperties: false,
	properties: {
		most: { type: 'integer' },
		limits: { type: 'object', additionalProperties: false, properties: { vm: { type: 'integer' } } },
		names: { type: 'array', items: { type: 'string' } },
	},
};
const schema = inputJsonSchema({ id: 'cost.hourly_limit', parameters });

/** Every field of the schema as a Rego reference, its last step apart. */
function* fields(node: unknown, path: string): Generator<{ readonly parent: string; readonly field: string }> {
	const { properties, items, anyOf } = node as {
		readonly properties?: Readonly<Record<string, unknown>>;
		readonly items?: unknown;
		readonly anyOf?: readonly unknown[];
	};
	for (const [field, below] of Object.entries(properties ?? {})) {
		// The one field of a map stands for all of its keys.
		if (field !== '*') yield { parent: path, field };
		yield* fields(below, field === '*' ? `${path}[_]` : `${path}["${field}"]`);
	}
	if (items !== undefined) yield* fields(items, `${path}[_]`);
	for (const choice of anyOf ?? []) yield* fields(choice, path);
}

const all = [
	...new Map([...fields(schema, 'input')].map((found) => [`${found.parent}.${found.field}`, found])).values(),
];

/** One rule a line, so that an error's row names the reference. */
function policy(references: readonly string[]): Record<string, string> {
	return { 'a.rego': `package a\n${references.map((reference, index) => `x${index} := ${reference}\n`).join('')}` };
}

it('has fields at every depth: of kinds, prices, parameters, what may be null and what stands in lists', () => {
	const references = all.map(({ parent, field }) => `${parent}.${field}`);
	for (const wanted of [
		'input.action',
		'input["resources"][_]["disk"].size_gib',
		'input["resources"][_]["cost"]["components"][_].hourly_micros',
		'input["quotas"][_]["window"].ends_at',
		'input["resources"][_]["node_pools"][_].size',
		'input["bound"]["cost.hourly_limit"][_]["parameters"]["limits"].vm',
	]) {
		expect(references).toContain(wanted);
	}
});

it('lets a policy read every field of the input', async () => {
	const sources = policy(all.map(({ parent, field }) => `${parent}["${field}"]`));
	expect(await check(sources, { schemas: { schema } })).toEqual({ kind: 'checked' });
});

it('makes every mistyped field of the input an error', async () => {
	const sources = policy(all.map(({ parent, field }) => `${parent}["${field}_"]`));
	const checked = await check(sources, { schemas: { schema } });
	const rows = new Set(checked.kind === 'refused' ? checked.errors.map(({ row }) => row) : []);
	const missed = all.filter((_, index) => !rows.has(index + 2));
	expect(missed).toEqual([]);
});
