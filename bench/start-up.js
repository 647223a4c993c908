// What starting the command costs beside starting Node: node bench/start-up.js
// Whole processes, in turns, medians.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const rounds = 31;
const command = fileURLToPath(new URL('../packages/cli/bin/portcullis.js', import.meta.url));
const peers = { node: ['-e', '0'], version: [command, '--version'], help: [command, '--help'] };

const taken = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
for (let round = -2; round < rounds; round++) {
	for (const [name, args] of Object.entries(peers)) {
		const start = process.hrtime.bigint();
		const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
		if (status !== 0) throw new Error(`${name} ended with ${status}`);
		if (round >= 0) taken[name].push(Number(process.hrtime.bigint() - start) / 1e6);
	}
}
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const node = median(taken.node);
console.log(`node -e 0: ${node.toFixed(0)} ms`);
for (const name of ['version', 'help']) {
	console.log(
		`portcullis --${name}: ${median(taken[name]).toFixed(0)} ms, ${(median(taken[name]) / node).toFixed(2)} times node -e 0`,
	);
}
