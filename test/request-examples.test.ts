import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const bin = join(root, 'packages/cli/bin/portcullis.js');

function portcullis(cwd: string, args: readonly string[]): { status: number | null; out: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
	return { status, out: stdout + stderr };
}

it('says of each request in examples which project it is of, and how to add it', () => {
	const requests = join(root, 'examples/requests');
	const page = readFileSync(join(requests, 'README.md'), 'utf8');
	const rows = [...page.matchAll(/^\| (`.*`) \| `(.*)` \| `portcullis (.*)` \|$/gm)];
	const cwd = mkdtempSync(join(tmpdir(), 'request-examples-'));
	portcullis(cwd, ['init']);
	const described = rows.flatMap(([, names = '', project = '', add = '']) => {
		expect(portcullis(cwd, add.split(' '))).toMatchObject({ status: 0 });
		return [...names.matchAll(/`([a-z-]+)`/g)].map(([, name]) => [name, project]);
	});
	const files = readdirSync(requests).filter((file) => file.endsWith('.yaml'));
	const written = files.map((file) => [
		file.slice(0, -'.yaml'.length),
		/^project: (.*)$/m.exec(readFileSync(join(requests, file), 'utf8'))?.[1],
	]);
	expect(described.sort()).toEqual(written.sort());
});
