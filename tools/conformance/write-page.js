import { reasons } from './reasons.js';

/** The page about a full run, from what expected.json holds of it. */
export function writePage({ opa, families, not_passing: notPassing }) {
	const failing = Object.entries(notPassing);
	const sum = (of) => Object.values(families).reduce((total, family) => total + family[of], 0);
	const lines = [
		'# Conformance of the full evaluator',
		'',
		'<!-- Written by `npm run conformance -- --update`; do not edit. -->',
		'',
		`OPA ${opa} comes with cases for whoever evaluates Rego (\`v1/test/cases/testdata/v1\` in its Go module). Each is compiled`,
		'to WebAssembly by the toolbox of `@portcullis/rego` and evaluated by `createFullEvaluator`, with built-ins that',
		"WebAssembly lacks answered by OPA's own implementation in its thread. Results are compared by OPA, as its own test does;",
		'a case that wants an error must get its code and, but for conflicts, its words.',
		'',
		`**${sum('pass')} of ${sum('cases')} cases pass.** Those that do not:`,
		'',
		'| reason | cases | |',
		'|---|---|---|',
		...Object.entries(reasons).map(
			([reason, words]) => `| ${reason} | ${failing.filter(([, given]) => given === reason).length} | ${words} |`,
		),
		'',
		'`npm run conformance` runs them all (Go is needed to find them; none is copied here), and fails for a case that starts',
		'to fail, and for one that starts to pass: `tools/conformance/expected.json` then has to say so.',
		'',
		'## By family',
		'',
		'| family | cases | pass |',
		'|---|---|---|',
		...Object.entries(families).map(([family, { cases, pass }]) => `| ${family} | ${cases} | ${pass} |`),
	];
	for (const reason of Object.keys(reasons)) {
		const ids = failing.filter(([, given]) => given === reason).map(([id]) => `- ${id}`);
		if (ids.length > 0) lines.push('', `## Not passing: ${reason}`, '', ...ids);
	}
	return `${lines.join('\n')}\n`;
}
