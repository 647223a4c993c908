// Reads the plan in the file that is named, and prints what that took: run apart, so that the memory is its own.
import { readFileSync } from 'node:fs';
import { readPlan } from '@portcullis/providers';

const [, , file = ''] = process.argv;
const started = performance.now();
const read = await readPlan(readFileSync(file));
const told =
	read.kind === 'ok' ? { blocks: read.value.blocks.length, changes: read.value.changes.length } : { code: read.code };
console.log(JSON.stringify({ ...told, ms: performance.now() - started, kib: process.resourceUsage().maxRSS }));
