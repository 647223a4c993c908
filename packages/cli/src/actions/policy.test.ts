import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeToolbox, configureToolbox } from '@portcullis/rego';
import { listRegoCommands } from '@portcullis/rego/command';
import { afterAll, expect, it } from 'vitest';
import { shop, vm, workshop } from '../../test/workshop.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

it('adds what policy new has made, binds it, judges by it in another run, shows and removes it', async () => {
	const { run, must, write, folder } = await shop();
	await must('policy', 'new', 'vm_count');
	const added = await must('policy', 'add', 'rego/custom/vm_count');
	expect(added.out).toMatch(/^Added custom\.vm_count \(3 tests passed; digest [0-9a-f]{12}\)\.\n$/);
	expect(added.err).toContain('portcullis binding add custom.vm_count --level hard');
	const bound = await must('binding', 'add', 'custom.vm_count', '--level', 'hard', '--param', 'max_count=2', '--json');
	write('vm.yaml', vm({ count: 3 }));
	const denied = await run(['preview', 'vm.yaml']);
	expect(denied.status).toBe(1);
	expect(denied.out).toContain('vm/web stands for 3 machines; allowed is at most 2');
	expect(readdirSync(join(folder, '.portcullis/compiled'))).toHaveLength(1);
	expect((await must('policy', 'list')).out).toContain("custom.vm_count\tthe tenant's own\tresource\tVm count\n");
	expect((await must('policy', 'show', 'custom.vm_count')).out).toMatch(
		/\nvm_count\.rego\n# METADATA\n# title: Vm count\n/,
	);
	expect((await must('policy', 'show', 'cost.hourly_limit', '--json')).json()).toMatchObject({
		kind: 'policy',
		policy: { origin: 'built_in', id: 'cost.hourly_limit', sources: [] },
	});
	const inUse = await run(['policy', 'remove', 'custom.vm_count']);
	expect(inUse).toMatchObject({ status: 1, err: expect.stringContaining('(POLICY_IN_USE)') });
	await must('binding', 'remove', (bound.json().binding as { readonly id: string }).id);
	expect((await must('policy', 'remove', 'custom.vm_count')).out).toBe('Removed custom.vm_count.\n');
});

it('says of a policy that is at fault where, and with which line', async () => {
	const { run, must, write, read } = await shop();
	await must('policy', 'new', 'custom.vm_count');
	const file = 'rego/custom/vm_count/vm_count.rego';
	write(file, read(file).replace('resources[address].count <=', 'resources[address].cuont <='));
	const mistyped = await run(['policy', 'add', file]);
	expect(mistyped).toMatchObject({ status: 2, out: '' });
	expect(mistyped.err).toContain('(POLICY_INVALID)');
	expect(mistyped.err).toMatch(
		/^ {2}rego\/custom\/vm_count\/vm_count\.rego:27:\d+: .*cuont.*\(given: input\.resources\[address\]\.cuont <= /m,
	);
	write('claims.rego', read(file).replace('package custom.vm_count', 'package policies.quotas.count'));
	const claiming = await run(['policy', 'add', 'claims.rego', '--json']);
	expect(claiming.json()).toMatchObject({
		code: 'POLICY_INVALID',
		problems: [{ file: 'claims.rego', line: 20, column: 1, received: 'package policies.quotas.count' }],
	});
	const stdin = read(file).replace('cuont', 'count');
	const untested = await run(['policy', 'add', '-'], { stdin });
	expect(untested).toMatchObject({ status: 1, err: expect.stringMatching(/\(POLICY_UNTESTED\)\n.*--allow-untested/) });
	expect((await run(['policy', 'add', '-', '--allow-untested'], { stdin })).out).toContain(
		'Added custom.vm_count (without tests;',
	);
	expect((await run(['policy', 'add', 'absent.rego'])).err).toContain(
		'absent.rego: cannot be read: there is no such file',
	);
	write('empty/readme.md', '');
	expect((await run(['policy', 'add', 'empty'])).err).toContain('empty: has no .rego files in it');
	expect((await run(['policy', 'remove', 'custom.vm_cuont'])).err).toContain('did you mean custom.vm_count?');
});

it('lists in its help the commands of the gate and those on files', async () => {
	const { run } = workshop();
	const help = (await run(['policy', '--help'])).out;
	for (const name of ['add', 'list', 'show', 'remove']) expect(help).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
	expect(help).toContain(
		`\n  ${listRegoCommands()
			.map(({ name }) => name)
			.join(', ')
			.replace(/$/, '')}\n`,
	);
	expect((await run(['policy', 'add', '--help'])).out).toContain('--allow-untested');
});
