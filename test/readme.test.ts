import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const bin = join(root, 'packages/cli/bin/portcullis.js');

/** The code blocks of the README in one language. */
function blocks(language: string): string[] {
	return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');
}

/** A folder in which the README's commands have what they name. */
function folder(): string {
	const made = mkdtempSync(join(tmpdir(), 'readme-'));
	cpSync(join(root, 'examples/requests'), join(made, 'examples/requests'), { recursive: true });
	return made;
}

function portcullis(cwd: string, args: readonly string[], input = ''): { status: number | null; out: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, input, encoding: 'utf8' });
	return { status, out: stdout + stderr };
}

it('gives commands that work as they stand, one after the other', () => {
	const cwd = folder();
	const lines = blocks('sh')
		.flatMap((block) => block.split('\n'))
		.filter((line) => line.startsWith('npx portcullis '));
	expect(lines.length).toBeGreaterThan(5);
	let session = '';
	for (const line of lines) {
		const args = line.split(' ').slice(2);
		const { status, out } = portcullis(
			cwd,
			args.map((arg) => (arg === 'SESSION' ? session : arg)),
		);
		expect([line, status, out]).toEqual([line, 0, out]);
		session = /^session: ([0-9a-f]{32})/m.exec(out)?.[1] ?? session;
	}
	const document = JSON.parse(readFileSync(join(cwd, 'terraform_gcp_shop/main.tf.json'), 'utf8'));
	expect(Object.keys(document.resource.google_compute_instance)).toEqual(['vm_web']);
});

it('says of each request in examples which project it is of, and how to add it', () => {
	const requests = join(root, 'examples/requests');
	const page = readFileSync(join(requests, 'README.md'), 'utf8');
	const rows = [...page.matchAll(/^\| (`.*`) \| `(.*)` \| `portcullis (.*)` \|$/gm)];
	const cwd = folder();
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

it('shows a request that is understood', () => {
	const cwd = folder();
	portcullis(cwd, ['init']);
	portcullis(cwd, ['project', 'add', 'shop', '--provider', 'gcp', '--region', 'us-central1']);
	const [request = ''] = blocks('yaml');
	expect(portcullis(cwd, ['preview', '-'], request)).toMatchObject({ status: 0 });
});

it('shows, on the page of policies, how one of your own is put in force', () => {
	const cwd = mkdtempSync(join(tmpdir(), 'policies-'));
	symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'));
	const page = readFileSync(join(root, 'docs/policies.md'), 'utf8');
	const [, made = ''] = /`portcullis (policy new [a-z_.]+)`/.exec(page) ?? [];
	expect(portcullis(cwd, made.split(' '))).toMatchObject({ status: 0 });
	const [, code = ''] = /^```js\n(.*?)^```/ms.exec(page) ?? [];
	const [, said = ''] = /console\.log\(.*\); \/\/ (.*)/.exec(code) ?? [];
	expect(said).not.toBe('');
	const out = execFileSync(process.execPath, ['--input-type=module'], { cwd, input: code, encoding: 'utf8' });
	expect(out.trim()).toBe(said);

	portcullis(cwd, ['init']);
	const [, commands = ''] = /^```sh\n(.*?)^```/ms.exec(page) ?? [];
	const lines = commands.split('\n').filter((line) => line !== '');
	expect(lines.length).toBeGreaterThan(2);
	for (const line of lines) {
		const ran = portcullis(cwd, line.split(' ').slice(2));
		expect([line, ran]).toEqual([line, { ...ran, status: 0 }]);
	}
});

it('shows library code that runs', () => {
	const [code = ''] = blocks('js');
	const here = code.replace('file:portcullis.db', `file:${join(folder(), 'portcullis.db')}`);
	const script = `${here}\nconsole.log(asked.value.view.session.decision.answer);`;
	const out = execFileSync(process.execPath, ['--input-type=module'], { cwd: root, input: script, encoding: 'utf8' });
	expect(out.trim()).toBe('allow');
});
