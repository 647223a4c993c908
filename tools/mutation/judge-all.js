import { makeMutants } from './make-mutants.js';
import { isTest, testsOf } from './policy-tests.js';
import { runTests } from './run-tests.js';

/**
 * Makes the mutants of sources and runs the tests on each.
 *
 * @param {readonly { path: string, text: string }[]} files all files of the library, tests too
 * @param {object} options
 * @param {(source: object, all: readonly object[]) => boolean} options.wanted which sources to change
 * @param {readonly import('../../packages/rego/dist/toolbox/toolbox.js').Toolbox[]} options.toolboxes they work at once
 * @param {(path: string, judged: readonly object[]) => void} options.onSource told of each source as it ends
 * @returns {Promise<object[]>} the mutants without their texts, each with its `outcome`: `killed`, `survived` or `invalid`
 * @throws where tests do not pass before anything is changed
 */
export async function judgeAll(files, { wanted, toolboxes, onSource }) {
	const [first] = toolboxes;
	const all = [];
	// Not at once: a toolbox loads what the first one has compiled.
	for (const file of files) all.push(await read(first, file));
	const subjects = all.filter((source) => !isTest(source) && wanted(source, all));
	const work = subjects.flatMap((source) => {
		const { sources, tests } = testsOf(source, all);
		const mutants = makeMutants(source, source.tree);
		const judged = [];
		return [undefined, ...mutants].map((mutant) => ({ source, sources, tests, mutant, judged, of: mutants.length }));
	});
	let next = 0;
	await Promise.all(toolboxes.map(takeTurns));
	return work
		.filter(({ mutant }) => mutant === undefined)
		.flatMap(({ judged }) => judged.sort((a, b) => a.line - b.line));

	async function takeTurns(toolbox) {
		while (next < work.length) {
			const { source, sources, tests, mutant, judged, of } = work[next++];
			if (mutant === undefined) {
				const answer = await runTests(toolbox, sources, tests);
				if (answer !== 'passed') throw new Error(`${source.path}: its tests do not pass as it is: npm run test:rego`);
				continue;
			}
			const { text, ...rest } = mutant;
			const changed = sources.map((each) => (each === source ? { ...each, text } : each));
			const outcome = outcomes[await runTests(toolbox, changed, tests)];
			judged.push({ ...rest, outcome });
			if (judged.length === of) onSource(source.path, judged);
		}
	}
}

const outcomes = { passed: 'survived', failed: 'killed', invalid: 'invalid' };

async function read(toolbox, { path, text }) {
	const reply = await toolbox.call({
		operation: 'parse',
		request: { source: { path, text }, locations: true },
		limitMs: 60_000,
	});
	if (reply.kind === 'refused') {
		const [{ row, message }] = reply.errors;
		throw new Error(`${path}:${row}: ${message}`);
	}
	const { file, tree } = reply.result;
	return {
		path,
		text,
		package: file.package.join('.'),
		imports: file.imports,
		tests: [...new Set(file.rules.map(({ name }) => name).filter((name) => name.startsWith('test_')))],
		tree: JSON.parse(new TextDecoder().decode(reply.attachments[tree])),
	};
}
