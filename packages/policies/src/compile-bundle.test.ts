import { closeToolbox, configureToolbox } from '@portcullis/rego';
import { afterAll, expect, it } from 'vitest';
import { compileBundle } from './compile-bundle.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const entrypoint = `package portcullis

decision[id] := data.policies[split(id, ".")[0]][split(id, ".")[1]] if some id, _ in input.bound
`;

/** A policy whose pass holds by the condition, and whose parameters are a number `most`. */
const policy = (condition: string) => `# METADATA
# title: t
# description: d
# custom:
#   subject: resource
#   reads: []
#   message: "{resource}"
#   hint: h
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {most: {type: integer}}
package policies.test.one

pass contains address if {
	some binding in input.bound["test.one"]
	some address in binding.subjects
	resource := input.resources[address]
	${condition}
}

fail contains address if some address in []
`;

async function errorsOf(condition: string): Promise<readonly object[]> {
	const compiled = await compileBundle({ 'entrypoint.rego': entrypoint, 'one.rego': policy(condition) });
	return compiled.kind === 'bundle' ? [] : compiled.errors;
}

const row = 19;

it('takes a policy that reads fields that there are, and its own parameters', async () => {
	expect(await errorsOf('resource.cost.hourly_micros <= binding.parameters.most')).toEqual([]);
});

it('refuses a mistyped field of a resource, of a parameter and of a binding, with the place', async () => {
	expect(await errorsOf('resource.cost.hurly_micros <= 1')).toMatchObject([
		{ code: 'rego_type_error', file: 'one.rego', row, message: expect.stringContaining('hurly_micros') },
	]);
	expect(await errorsOf('resource.count <= binding.parameters.mots')).toMatchObject([{ row }]);
	expect(await errorsOf('count(input.bound["test.two"]) >= resource.count')).toMatchObject([{ row }]);
});

it('refuses what OPA is strict about, a clock, and what reaches outside', async () => {
	expect(await errorsOf('unused := resource.count')).toMatchObject([{ message: 'assigned var unused unused', row }]);
	expect(await errorsOf('time.now_ns() > resource.count')).toMatchObject([{ code: 'clock', row }]);
	expect(await errorsOf('http.send({"url": resource.name}).ok')).toMatchObject([{ code: 'rego_refused_builtin', row }]);
});
