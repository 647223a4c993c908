import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeToolbox, configureToolbox } from '@portcullis/rego';
import { afterAll, describe, expect, it } from 'vitest';
import { shop, vm } from '../../test/workshop.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const bundle = fileURLToPath(new URL('../../../policies/dist/bundle/', import.meta.url));
const rego = fileURLToPath(new URL('../../../../rego/', import.meta.url));

const replay = ['policy', 'replay', '--since', '7d'];

async function requested() {
	const made = await shop();
	made.write('vm.json', vm());
	await made.must('request', 'vm.json');
	return made;
}

describe('portcullis policy replay', () => {
	it('says that nothing changes under the policies and bindings of then', async () => {
		const { run, must, now } = await requested();
		expect(await run(replay)).toMatchObject({ status: 0, out: '1 decision: 1 the same, 0 would change.\n', err: '' });
		expect((await must(...replay, '--json')).json()).toMatchObject({
			version: 1,
			kind: 'replay',
			decisions: 1,
			unchanged: 1,
			other_reasons: 0,
			changed: [],
			not_replayable: [],
		});
		expect((await must(...replay, '--until', new Date(now).toISOString().slice(0, 10))).out).toContain('0 decisions');
	});

	it('takes the bindings that binding list writes, edited, and names who would be refused and why', async () => {
		const { run, must, write } = await requested();
		const listed = (await must('binding', 'list', '--json')).out;
		write('same.json', listed);
		expect(await run([...replay, '--bindings', 'same.json'])).toMatchObject({ status: 0 });
		write('stricter.json', listed.replace(/"max_hourly_micros": ?1000000/, '"max_hourly_micros": 1'));
		const ran = await run([...replay, '--bindings', 'stricter.json']);
		expect(ran.status).toBe(3);
		expect(ran.out).toMatch(
			/^changes: row \d+, 2026-11-24 10:00:00Z, session\.opened by ada in shop, create vm\/web: allow \(ALLOWED\) to deny \(POLICY_VIOLATION\)\ncame: vm\/web costs .* \(cost\.hourly_limit, hard\)\n1 decision: 0 the same, 1 would change\.\n$/,
		);
		const changed = (await run([...replay, '--bindings', 'stricter.json', '--json'])).json();
		expect(changed).toMatchObject({ changed: [{ actor: 'ada', after: { answer: 'deny' }, went: [] }] });
	});

	it('places what is wrong with the bindings in their file', async () => {
		const { run, write } = await requested();
		write('bindings.yaml', '- policy: cost.price_known\n  level: hard\n- policy: cost.price_knwn\n  level: soft\n');
		const ran = await run([...replay, '--bindings', 'bindings.yaml']);
		expect(ran.status).toBe(2);
		expect(ran.err).toMatch(/bindings\.yaml:3:11.*did you mean cost\.price_known/);
		write('bindings.yaml', 'policy: cost.price_known\n');
		expect((await run([...replay, '--bindings', 'bindings.yaml'])).err).toContain('must hold a list of bindings');
		expect((await run([...replay, '--bindings', 'none.yaml'])).err).toContain('there is no such file');
	});

	it('decides by a compiled bundle, and by Rego that it compiles', async () => {
		const { run, folder, write, read } = await requested();
		cpSync(bundle, join(folder, 'compiled'), { recursive: true });
		expect(await run([...replay, '--bundle', 'compiled'])).toMatchObject({ status: 0 });
		cpSync(rego, join(folder, 'rego'), { recursive: true });
		expect(readdirSync(join(folder, 'rego'))).toContain('entrypoint');
		const rule = 'rego/regions/allowed/allowed.rego';
		write(rule, read(rule).replace('pass contains', 'pass contains "elsewhere" if false\n\npass contains'));
		expect(await run([...replay, '--bundle', 'rego'])).toMatchObject({ status: 0 });
		write(
			rule,
			read(rule).replace(/^pass contains address if \{/m, 'pass contains address if {\n\tinput.action == "delete"'),
		);
		expect(await run([...replay, '--bundle', 'rego'])).toMatchObject({
			status: 3,
			out: expect.stringMatching(/to deny \(POLICY_ERROR\)\ncame: regions\.allowed went wrong on vm\/web/),
		});
	});

	it('says what is wrong with the folder of the policies', async () => {
		const { run, write } = await requested();
		const saidOf = async (folder: string) => (await run([...replay, '--bundle', folder])).err;
		expect(await saidOf('none')).toContain('there is no such folder');
		write('empty/page.md', '');
		expect(await saidOf('empty')).toContain('holds no policies');
		write('one/a.rego', 'package policies.a.b\n');
		expect(await saidOf('one')).toContain('lacks the entrypoint');
		write('broken/a.rego', 'package portcullis\n\nx if\n');
		expect(await saidOf('broken')).toMatch(/a\.rego:4/);
		write('no/bundle.json', '{');
		expect(await saidOf('no')).toContain('BUNDLE_INVALID');
	});

	it('is found in the help of both', async () => {
		const { run } = await shop();
		expect((await run(['policy', '--help'])).out).toMatch(/replay .*decide past decisions again/);
		expect((await run(['policy', 'replay', '--help'])).out).toContain('$ portcullis policy replay --since 7d');
		expect((await run(['policy', 'replay'])).status).toBe(2);
	});
});
