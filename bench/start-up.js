// What starting the command costs beside starting Node: node bench/start-up.js
// Whole processes, in turns, medians.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planOf } from './plan-of.js';

const rounds = 31;
const command = fileURLToPath(new URL('../packages/cli/bin/portcullis.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'start-up-'));
const peers = {
	'node -e 0': ['-e', '0'],
	'portcullis --version': [command, '--version'],
	'portcullis --help': [command, '--help'],
	'portcullis list': [command, 'list'],
	'portcullis preview': [command, 'preview', 'vm.yaml'],
	'portcullis check, 50 resources': [command, 'check', 'plan-50.json', '--facts', 'facts.yaml'],
};
try {
	const first = ['--project', 'shop', '--provider', 'gcp', '--region', 'us-central1'];
	run([command, 'init', ...first]);
	writeFileSync(join(folder, 'vm.yaml'), 'project: shop\nresources:\n  - { kind: vm, name: web, size: e2-small }\n');
	const facts = 'project: { name: shop, provider: gcp, region: us-central1 }\nactor: { roles: [CloudAdmin] }\n';
	writeFileSync(join(folder, 'facts.yaml'), `${facts}bindings: [{ policy: regions.allowed, level: hard }]\n`);
	writeFileSync(join(folder, 'plan-50.json'), JSON.stringify(planOf(50)));
	const taken = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
	for (let round = -2; round < rounds; round++) {
		for (const [name, args] of Object.entries(peers)) {
			const start = process.hrtime.bigint();
			run(args);
			if (round >= 0) taken[name].push(Number(process.hrtime.bigint() - start) / 1e6);
		}
	}
	const node = median(taken['node -e 0']);
	for (const [name, times] of Object.entries(taken)) {
		const ratio = name === 'node -e 0' ? '' : `, ${(median(times) / node).toFixed(2)} times node -e 0`;
		console.log(`${name}: ${median(times).toFixed(0)} ms${ratio}`);
	}
} finally {
	rmSync(folder, { recursive: true });
}

function run(args) {
	const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
	if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
}

function median(numbers) {
	return numbers.sort((a, b) => a - b)[numbers.length >> 1];
}
