import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../examples/quickstart/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'portcullis-quickstart-'));

afterAll(() => rmSync(folder, { recursive: true }));

function play(): string {
	return execFileSync(process.execPath, [script], {
		cwd: folder,
		encoding: 'utf8',
		env: { ...process.env, NO_COLOR: '1' },
	});
}

/** What was printed under a heading. */
function under(text: string, heading: string): string {
	return text.split(`\n${heading}\n`)[1]?.split('\n\n')[0] ?? '';
}

function violations(section: string): string[] {
	return section.split('\n').filter((line) => line.startsWith('violation: '));
}

describe('the day that npm start plays', () => {
	let first = '';
	let second = '';
	beforeAll(() => {
		first = play();
		second = play();
	});

	it('allows a small machine with quota free, at the price of the catalogue', () => {
		const section = under(first, 'An administrator asks for a small machine, quota free');
		expect(section).toMatch(/^answer: allow/m);
		expect(section).toMatch(/compute: e2-small in us-central1: 0\.0168 USD an hour.*2026-07-30/);
		expect(violations(section)).toEqual([]);
	});

	it('denies a viewer the same, for the capability alone', () => {
		const section = under(first, 'A viewer asks for the same');
		expect(section).toMatch(/^answer: deny/m);
		expect(violations(section)).toHaveLength(1);
		expect(violations(section)[0]).toMatch(/permissions\.capability.*can_create_vm/);
	});

	it('denies a user a machine above the size of the role', () => {
		const section = under(first, 'A user asks for more than the role allows');
		expect(section).toMatch(/^answer: deny/m);
		expect(violations(section)).toHaveLength(1);
		expect(violations(section)[0]).toMatch(/permissions\.vm_size.*expected at most medium/);
	});

	it.each(['Two more in one request, at 9 of 10', 'One more, at 10 of 10'])(
		'denies what passes the quota: %s',
		(heading) => {
			const section = under(first, heading);
			expect(section).toMatch(/^answer: deny/m);
			expect(violations(section)).toHaveLength(1);
			expect(violations(section)[0]).toMatch(/quotas\.count.*expected at most 10, received 11/);
		},
	);

	it('shows a part without a price as unknown, and denies it where prices must be known', () => {
		const section = under(first, 'A machine on azure with a part that nobody can price');
		expect(section).toMatch(/^answer: deny/m);
		expect(section).toMatch(/^total: at least /m);
		expect(violations(section).join()).toMatch(/cost\.price_known.*disk/);
	});

	it('names every fault of a request that is wrong', () => {
		const section = under(first, 'A request with everything wrong about it');
		expect(section).toMatch(/^refused/m);
		expect(section).toContain('resources[0].name');
		expect(section).toContain('resources[0].discs');
	});

	it('has the dear machine approved by somebody else, and writes the Terraform', () => {
		const section = under(first, 'A machine dear enough that somebody else decides');
		expect(section).toMatch(/^answer: review/m);
		expect(section).toMatch(/^may approve: ada$/m);
		expect(section).toMatch(/ada approves: completed\. terraform_gcp_shop\/main\.tf\.json is written/);
		const document = JSON.parse(readFileSync(join(folder, 'terraform_gcp_shop/main.tf.json'), 'utf8'));
		expect(Object.keys(document.resource.google_compute_instance)).toEqual(['vm_batch']);
	});

	it('plays the same day when it is run again', () => {
		const steady = (text: string) =>
			text
				.replaceAll(/\b[0-9a-f]{32}\b/g, 'ID')
				.replaceAll(/--digest \w+/g, '--digest DIGEST')
				.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, 'TIME');
		expect(steady(second)).toBe(steady(first));
	});
});
