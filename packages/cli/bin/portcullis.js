#!/usr/bin/env node
// `portcullis --version` is what scripts and shells ask first: it is answered before anything is loaded.
import { readFileSync } from 'node:fs';

const given = process.argv.slice(2);
if (given.length === 1 && (given[0] === '--version' || given[0] === '-V')) {
	const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
	process.stdout.write(`${version}\n`);
} else {
	const { runProcess } = await import('../dist/bundled/run-process.js');
	await runProcess(given);
}
