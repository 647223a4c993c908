import { ToolboxError } from '../../packages/rego/dist/toolbox/toolbox-error.js';

// A mutant may never end.
const LIMIT_MS = 10_000;

/**
 * Runs the tests on sources. All of them are one query: OPA's test runner compiles the sources a second time to explain a
 * test that fails, and most mutants fail one.
 *
 * @param {import('../../packages/rego/dist/toolbox/toolbox.js').Toolbox} toolbox
 * @param {readonly { path: string, text: string }[]} sources
 * @param {readonly string[]} tests whole names
 * @returns {Promise<'passed' | 'failed' | 'invalid'>} `invalid` where the sources do not compile
 */
export async function runTests(toolbox, sources, tests) {
	const packages = [...new Set(tests.map((test) => test.slice(0, test.lastIndexOf('.'))))];
	try {
		const reply = await toolbox.call({
			operation: 'evaluate',
			request: {
				query: `[${packages.join(', ')}]`,
				inputs: [],
				sources: sources.map(({ path, text }) => ({ path, text })),
			},
			limitMs: LIMIT_MS,
			stepLimitMs: LIMIT_MS,
		});
		if (reply.kind === 'refused') return 'invalid';
		const [{ result, errors }] = reply.result.evaluations;
		if (errors !== undefined) return 'failed';
		const [row] = JSON.parse(new TextDecoder().decode(reply.attachments[result]));
		const answers = Object.fromEntries(packages.map((name, index) => [name, row?.expressions[0].value[index]]));
		return tests.every((test) => holds(answers, test)) ? 'passed' : 'failed';
	} catch (error) {
		if (error instanceof ToolboxError && error.code === 'TOOLBOX_TIMED_OUT') return 'failed';
		throw error;
	}
}

function holds(answers, test) {
	const dot = test.lastIndexOf('.');
	return answers[test.slice(0, dot)]?.[test.slice(dot + 1)] === true;
}
