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

const windows = (custom: string, properties: string) =>
	policy('resource.count <= binding.parameters.most')
		.replace('#   reads: []\n', `#   reads: []\n#   ${custom}\n`)
		.replace('{most: {type: integer}}', `{most: {type: integer}, ${properties}}`);

it('takes windows that METADATA names among the parameters, with their zone, and refuses others', async () => {
	const list = 'quiet: {type: array, items: {type: object, additionalProperties: true}}';
	const errorsWith = async (custom: string, properties: string) => {
		const sources = { 'entrypoint.rego': entrypoint, 'one.rego': windows(custom, properties) };
		const compiled = await compileBundle(sources);
		return compiled.kind === 'bundle' ? compiled.bundle.policies[0]?.windows : compiled.errors[0]?.message;
	};
	expect(await errorsWith('windows: quiet', `${list}, time_zone: {type: string}`)).toBe('quiet');
	expect(await errorsWith('windows: quite', `${list}, time_zone: {type: string}`)).toContain(
		'custom.windows: must be the name',
	);
	expect(await errorsWith('windows: most', 'time_zone: {type: string}')).toContain('a parameter that is a list');
	expect(await errorsWith('windows: quiet', list)).toContain('needs a parameter time_zone');
	expect(await errorsWith('windows: 7', list)).toContain('custom.windows');
});

it('lets a policy read the windows of its own id, and of no other', async () => {
	const some = (id: string) =>
		`some window in input.windows["${id}"][0]\n\tinput.now < window.ends_at\n\tresource.count > 0`;
	expect(await errorsOf(some('test.one'))).toEqual([]);
	expect(await errorsOf(some('test.two'))).toMatchObject([{ code: 'rego_type_error', row }]);
	expect(await errorsOf(some('test.one').replace('ends_at', 'end_at'))).toMatchObject([{ code: 'rego_type_error' }]);
});
