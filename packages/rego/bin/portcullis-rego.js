#!/usr/bin/env node
// `portcullis-rego --version` is answered before anything is loaded.
import { readFileSync } from 'node:fs';

const given = process.argv.slice(2);
if (given.length === 1 && (given[0] === '--version' || given[0] === '-V')) {
	const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
	process.stdout.write(`${read('../package.json').version} (OPA ${read('../assets/opa.wasm.json').opaVersion})\n`);
} else {
	const { runProcess } = await import('../dist/command/run-process.js');
	await runProcess(given);
}
