import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../packages/cli/bin/portcullis.js', import.meta.url));
const hasConftest = spawnSync('conftest', ['--version']).status === 0;

const plan = {
	format_version: '1.2',
	planned_values: {},
	configuration: {},
	resource_changes: ['a', 'b'].map((name) => ({
		address: `terraform_data.${name}`,
		mode: 'managed',
		type: 'terraform_data',
		name,
		change: { actions: ['create'], before: null, after: { input: name } },
	})),
};

const rules: readonly string[] = [
	'deny contains r.address if some r in input.resource_changes',
	'deny contains "never" if false\n\ndeny contains "a" if true\n\ndeny contains "a" if input.format_version == "1.2"',
	'warn contains {"msg": "w", "n": 1} if true\n\nviolation_x contains {"msg": "v"} if false',
	'warn_a contains "w" if true\n\ndeny_a contains "d" if true\n\ndeny_b contains "b" if true\n\nexception contains ["a"] if true',
	'deny contains "d" if true\n\nexception contains [""] if true',
	'deny contains "d" if data.limits.on\n\nwarn contains sprintf("%v", [data.limits.n]) if true',
	'deny_empty contains "" if true\n\ndenyx contains "x" if true\n\ndeny_a_b2 contains "y" if true',
];

/** What is compared of a finding. */
interface CheckFinding {
	readonly kind: string;
	readonly message: string;
	readonly waived?: object;
}

interface Peer {
	readonly status: number | null;
	readonly failures: readonly string[];
	readonly warnings: readonly string[];
	readonly passed: number;
}

const sorted = (texts: readonly string[]) => [...texts].sort();

const sortedTexts = (list: readonly { readonly msg: string }[] = []) => sorted(list.map(({ msg }) => msg));

function theirs(cwd: string, flags: readonly string[]): Peer {
	const args = ['test', 'plan.json', '-p', 'policy', '-d', 'data', '-o', 'json', ...flags];
	const { status, stdout } = spawnSync('conftest', args, { cwd, encoding: 'utf8' });
	const [{ failures, warnings, successes }] = JSON.parse(stdout);
	return { status, failures: sortedTexts(failures), warnings: sortedTexts(warnings), passed: successes };
}

function ours(cwd: string, flags: readonly string[]): Peer {
	const args = [bin, 'check', 'plan.json', '--conftest', 'policy', '--data', 'data', '--json', ...flags];
	const { status, stdout } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
	const { findings, passed } = JSON.parse(stdout);
	const standing: readonly CheckFinding[] = findings.filter(({ waived }: CheckFinding) => waived === undefined);
	const texts = (wanted: string) =>
		sorted(standing.filter(({ kind }) => kind === wanted).map(({ message }) => message));
	return { status, failures: texts('fail'), warnings: texts('warn'), passed };
}

it.skipIf(!hasConftest)('says and counts the same as the conftest on the path, and ends alike', () => {
	const cwd = mkdtempSync(join(tmpdir(), 'conftest-peer-'));
	mkdirSync(join(cwd, 'data/limits'), { recursive: true });
	mkdirSync(join(cwd, 'policy'));
	writeFileSync(join(cwd, 'plan.json'), JSON.stringify(plan));
	writeFileSync(join(cwd, 'data/limits/it.yaml'), 'on: true\nn: 3\n');
	for (const [index, rule] of rules.entries()) {
		writeFileSync(join(cwd, 'policy/main.rego'), `package main\n\n${rule}\n`);
		// A run takes a second or two: those of a denial and of a warning are enough for the flags.
		const others = index === 0 || index === 2 ? [['--fail-on-warn'], ['--no-fail']] : [];
		for (const flags of [[], ...others]) {
			expect([rule, flags, ours(cwd, flags)]).toEqual([rule, flags, theirs(cwd, flags)]);
		}
	}
});
