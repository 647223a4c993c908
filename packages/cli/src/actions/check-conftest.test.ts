import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Workshop, workshop } from '../../test/workshop.js';

/** A plan that creates two buckets, one of them with tags, as Terraform writes it. */
const plan = {
	format_version: '1.2',
	terraform_version: '1.9.0',
	planned_values: { root_module: {} },
	configuration: {},
	resource_changes: ['logs', 'data'].map((name) => ({
		address: `aws_s3_bucket.${name}`,
		mode: 'managed',
		type: 'aws_s3_bucket',
		name,
		provider_name: 'registry.terraform.io/hashicorp/aws',
		change: {
			actions: ['create'],
			before: null,
			after: { bucket: name, size: 1, ...(name === 'data' ? { tags: { owner: 'ana' } } : {}) },
		},
	})),
};

const policies = `package main

import data.limits

created contains change if {
	some change in input.resource_changes
	"create" in change.change.actions
}

# METADATA
# title: Buckets have tags
# description: Costs are told apart by tags.
deny contains msg if {
	some change in created
	not change.change.after.tags
	msg := sprintf("%s has no tags", [change.address])
}

deny contains "never" if input.terraform_version == "0.1"

violation_size contains {"msg": "it is too large", "address": change.address, "_loc": {"file": "main.tf", "line": 7}} if {
	some change in created
	change.change.after.size > object.get(limits, "size", 100)
}

warn_count contains msg if {
	count(created) > 1
	msg := "more than one bucket"
}

exception contains ["size"] if limits.exempt
`;

function shop(texts: Readonly<Record<string, string>> = { 'policy/main.rego': policies }): Workshop {
	const made = workshop();
	made.write('plan.json', JSON.stringify(plan));
	for (const [name, text] of Object.entries(texts)) made.write(name, text);
	return made;
}

const check = (made: Workshop, ...more: readonly string[]) =>
	made.run(['check', 'plan.json', '--conftest', 'policy', ...more]);

it("asks deny, violation and warn with the plan as input, and ends with conftest's statuses", async () => {
	const made = shop();
	const ran = await check(made);
	expect(ran).toMatchObject({ status: 1, err: '' });
	expect(ran.out.split('\n')).toEqual([
		'answer: deny (CONFTEST_FAILED): plan.json',
		'changes: 2 to create',
		'violation: main.deny (hard) aws_s3_bucket.logs: aws_s3_bucket.logs has no tags',
		'warning: main.warn_count (advisory) the plan: more than one bucket',
		'counts: 2 passed, 1 violation, 1 warning',
		'',
	]);
	expect((await check(made, '--fail-on-warn')).status).toBe(2);
	expect((await check(made, '--no-fail')).status).toBe(0);
	made.write('policy/main.rego', policies.replace('not change.change.after.tags', 'false'));
	expect((await check(made)).status).toBe(0);
	expect(await check(made, '--fail-on-warn')).toMatchObject({
		status: 1,
		out: expect.stringContaining('CONFTEST_WARNED'),
	});
});

it('reads data from folders, below the names of the folders in them, and takes msg, metadata and place from objects', async () => {
	const made = shop({ 'policy/main.rego': policies, 'data/limits/it.yaml': 'size: 0\n' });
	const { findings, policies: judged } = (await check(made, '--data', 'data', '--json')).json();
	expect(findings).toContainEqual({
		policy: 'main.violation_size',
		level: 'hard',
		kind: 'fail',
		resource: null,
		address: 'aws_s3_bucket.logs',
		file: 'main.tf',
		line: 7,
		message: 'it is too large',
		hint: '',
		path: [],
		metadata: { address: 'aws_s3_bucket.logs' },
	});
	expect(judged).toContainEqual({
		id: 'main.deny',
		title: 'Buckets have tags',
		description: 'Costs are told apart by tags.',
	});
});

it('lifts what an exception names, and still shows it', async () => {
	const made = shop({ 'policy/main.rego': policies, 'limits.json': '{"limits": {"size": 0, "exempt": true}}' });
	const ran = await check(made, '--data', 'limits.json');
	made.write('policy/bare.rego', 'package bare\n\ndeny contains "x" if true\n\nexception contains [""] if true\n');
	expect(await check(made, '--namespace', 'bare')).toMatchObject({
		status: 0,
		out: expect.stringContaining('lifted: bare.deny'),
	});
	expect(ran.out).toContain('lifted: main.violation_size (hard) aws_s3_bucket.logs main.tf:7: it is too large\n');
	expect(ran.out).toContain('waived: main.violation_size aws_s3_bucket.logs: lifted by data.main.exception\n');
	expect(ran.out).toContain('counts: 1 passed, 1 violation, 1 warning, 2 lifted');
});

it('refuses a namespace without rules to ask, with those near it, rather than pass every plan', async () => {
	const made = shop({
		'policy/a.rego': 'package terraform.aws\n\ndeny contains "a" if true\n',
		'policy/b.rego': 'package library\n\nx := 1\n\ndenyall contains "x" if true\n\ndeny_f(x) := x\n',
	});
	expect(await check(made)).toMatchObject({
		status: 2,
		err: expect.stringMatching(/NAMESPACE_EMPTY[\s\S]*main is not there; those that have one: terraform\.aws/),
	});
	expect((await check(made, '--namespace', 'terraform.asw')).err).toContain('did you mean terraform.aws?');
	expect((await check(made, '--namespace', 'terraform.aws', '--namespace', 'library')).err).toContain(
		'library has no rule deny',
	);
	expect(await check(made, '--all-namespaces')).toMatchObject({
		status: 1,
		out: expect.stringContaining('terraform.aws.deny'),
	});
	expect((await check(made, '--namespace', 'terra*,library')).err).toContain('library has no rule deny');
	expect((await check(made, '--namespace', 't*.a?s')).status).toBe(1);
	made.write('policy/a.rego', 'package terraform.aws\n\nx := 1\n');
	expect((await check(made, '--all-namespaces')).err).toContain('no namespace has a rule');
});

it('calls a rule that is no set of messages a fault, which conftest takes for a pass', async () => {
	const made = shop({
		'policy/a.rego':
			'package main\n\ndeny if true\n\nwarn contains 5 if true\n\nviolation contains {"message": "x"} if true\n\ndeny_empty contains "" if true\n\ndeny_not contains "x" if false\n',
	});
	const ran = await check(made, '--no-fail');
	expect(ran.status).toBe(2);
	expect(ran.out).toContain('answer: deny (CONFTEST_ERROR)');
	expect(ran.out).toContain('error: main.deny (hard) the plan: its value is true; it must be a set of texts');
	expect(ran.out).toContain('error: main.warn (hard) the plan: it holds a number;');
	expect(ran.out).toContain('error: main.violation (hard) the plan: it holds an object without a text "msg";');
	expect(ran.out).toContain('note: main.deny_empty gave an empty message, which conftest takes for a pass');
});

it('takes policies of before OPA 1.0 with --rego-version v0, and says so where they are not understood', async () => {
	const made = shop({
		'policy/a.rego': 'package main\n\ndeny[msg] {\n\tmsg := input.resource_changes[_].address\n}\n',
	});
	expect(await check(made)).toMatchObject({
		status: 2,
		err: expect.stringMatching(/policy\/a\.rego:3:1: rego_parse_error[\s\S]*POLICIES_INVALID[\s\S]*--rego-version v0/),
	});
	const ran = await check(made, '--rego-version', 'v0');
	expect(ran).toMatchObject({ status: 1, out: expect.stringContaining('aws_s3_bucket.data') });
});

it('refuses what cannot be judged by: no policies, broken data, a built-in that reaches outside, no plan', async () => {
	const made = shop({ 'policy/main.rego': policies, 'empty/readme.txt': '', 'bad.json': '{' });
	expect((await made.run(['check', 'plan.json', '--conftest', 'empty'])).err).toContain('there is no .rego file in it');
	expect((await check(made, '--conftest', 'empty')).err).toContain(
		'empty: rego_file_error: there is no .rego file in it',
	);
	expect((await check(made, '--data', 'bad.json')).err).toContain('bad.json');
	expect((await check(made, '--data', 'gone')).err).toContain('there is no such file');
	expect((await made.run(['check', 'policy/main.rego', '--conftest', 'policy'])).err).toContain('PLAN_INVALID');
	expect((await check(made, '--namespace', 'a', '--all-namespaces')).err).toContain('USAGE_INVALID');
	expect((await check(made, '--report', 'csv=x')).err).toContain('the formats: pretty, json');
	made.write(
		'policy/main.rego',
		'package main\n\ndeny contains x if x := http.send({"method": "get", "url": "http://localhost"}).status\n',
	);
	expect(await check(made)).toMatchObject({ status: 2, err: expect.stringContaining('http.send') });
});

it('tells policies the name of the file, hands the plan over with every digit, and what print writes on', async () => {
	const made = shop({
		'policy/a.rego':
			'package main\n\nwarn contains sprintf("%v", [input.variables.n.value]) if {\n\tprint("asked")\n\tdata.conftest.file.name == "plan.json"\n\tdata.n == 1\n}\n',
		'n.json': '{"n": 1}',
	});
	made.write(
		'plan.json',
		JSON.stringify({ ...plan, variables: { n: { value: 1 } } }).replace('"value":1', '"value":12345678901234567891'),
	);
	expect(await check(made, '--data', 'n.json')).toMatchObject({
		status: 0,
		out: expect.stringContaining('12345678901234567891'),
		err: 'note: asked\n',
	});
});

it('writes reports beside its output, and refuses where one cannot be written', async () => {
	const made = shop();
	await check(made, '--report', 'sarif=a.sarif', '--report', 'junit=a.xml', '--report', 'markdown=a.md');
	expect(JSON.parse(readFileSync(`${made.folder}/a.sarif`, 'utf8')).version).toBe('2.1.0');
	expect(made.read('a.xml')).toContain('<testsuite name="main.deny"');
	expect(made.read('a.md')).toContain('### Portcullis: deny');
	expect(await check(made, '--report', 'json=gone/a.json')).toMatchObject({
		status: 2,
		err: expect.stringContaining('REPORT_NOT_WRITTEN'),
	});
});

it('passes over no setting of conftest that would have it judge otherwise', async () => {
	const made = shop();
	made.write('conftest.toml', '# ours\npolicy = "policy"\nno-color = true\nall-namespaces = false\n');
	expect((await check(made)).status).toBe(1);
	made.write('conftest.toml', 'namespace = ["main", "aws"]\nfail-on-warn = true # strict\nignore = "x"\n');
	const ran = await check(made);
	expect(ran.status).toBe(2);
	expect(ran.err.split('\n').slice(0, 4)).toEqual([
		"error: conftest's own settings would have the plan judged otherwise (USAGE_INVALID)",
		'  conftest.toml namespace: is not read here: give --namespace',
		'  conftest.toml fail-on-warn: is not read here: give --fail-on-warn',
		'  conftest.toml ignore: has no counterpart here: take it out',
	]);
	made.write('conftest.toml', 'namespace = ["main", "aws"]\n');
	expect((await check(made, '--namespace', 'main')).status).toBe(1);
});

it('gives the plan in a list where it is combined', async () => {
	const made = shop({
		'policy/main.rego': `package main

deny contains sprintf("%s: %s", [one.path, change.address]) if {
	some one in input
	some change in one.contents.resource_changes
}
`,
	});
	const ran = await check(made, '--combine');
	expect(ran.status).toBe(1);
	expect(ran.out).toContain('plan.json: aws_s3_bucket.logs');
	expect((await check(made)).status).toBe(0);
});
