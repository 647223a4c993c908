import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../', import.meta.url));
const page = readFileSync(join(root, 'docs/plan-ci.md'), 'utf8');
const bin = join(root, 'packages/cli/bin/portcullis.js');
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

const [github, gitlab] = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map((match) => parse(match[1] ?? ''));

/** A folder with a configuration that needs no provider from anywhere, and a policy that denies its one resource. */
function folder(): string {
	const made = mkdtempSync(join(tmpdir(), 'plan-ci-'));
	writeFileSync(join(made, 'main.tf'), 'resource "terraform_data" "web" {\n  input = "open"\n}\n');
	mkdirSync(join(made, 'policy'));
	writeFileSync(
		join(made, 'policy/main.rego'),
		[
			'package main',
			'deny contains msg if {',
			'\tsome change in input.resource_changes',
			'\tchange.change.after.input == "open"',
			'\tmsg := sprintf("%s is open", [change.address])',
			'}',
			'warn contains "new" if "create" in input.resource_changes[_].change.actions',
			'warn contains "never" if input.format_version == "0.0"',
			'deny_off contains "off" if true',
			'exception contains ["off"] if true',
			'',
		].join('\n'),
	);
	return made;
}

/** Runs what a step of a pipeline runs, in the shell that a pipeline uses, with the command of this repository. */
function run(cwd: string, script: string): { readonly status: number | null; readonly out: string } {
	const line = script.replaceAll('npx portcullis', `'${process.execPath}' '${bin}'`);
	const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
	const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', line], { cwd, env, encoding: 'utf8' });
	return { status, out: stdout + stderr };
}

describe.skipIf(!has('terraform'))('the pipelines of docs/plan-ci.md, with a plan that Terraform makes', () => {
	const cwd = folder();

	it("run GitHub's steps: a denial ends with 1, as an error in the log, with a comment and a SARIF file", () => {
		const steps: readonly string[] = github.jobs.plan.steps.flatMap((step: { run?: string }) => step.run ?? []);
		const own = steps.filter((step) => /^(?:terraform|npx portcullis) /.test(step));
		expect(own).toHaveLength(2);
		const [make, judge] = own.map((step) => run(cwd, step));
		expect(make).toMatchObject({ status: 0 });
		expect(judge).toMatchObject({
			status: 1,
			out: expect.stringMatching(/^::error [^\n]*::terraform_data\.web is open$/m),
		});
		expect(readFileSync(join(cwd, 'portcullis.md'), 'utf8')).toContain('### Portcullis: deny');
		expect(JSON.parse(readFileSync(join(cwd, 'portcullis.sarif'), 'utf8')).runs[0].results).toHaveLength(3);
	});

	it("run GitLab's script, which makes the plan in the same way and leaves a JUnit report", () => {
		const own: readonly string[] = gitlab.plan.script.filter((line: string) => line !== 'npm ci');
		const made = github.jobs.plan.steps.flatMap((step: { run?: string }) => step.run?.trim().split('\n') ?? []);
		expect(made).toEqual(expect.arrayContaining(own.slice(0, -1)));
		expect(run(cwd, own.at(-1) ?? '')).toMatchObject({ status: 1 });
		expect(readFileSync(join(cwd, gitlab.plan.artifacts.reports.junit), 'utf8')).toContain('failures="1"');
	});
});
