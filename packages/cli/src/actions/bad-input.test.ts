import { describe, expect, it } from 'vitest';
import { shop, vm, type Workshop } from '../../test/workshop.js';

// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's template, which must stay text
const template = '${file("/etc/passwd")}';

/** Runs preview and request on a text; both must refuse it alike and write nothing. */
async function refused(text: string | Uint8Array, { run, write, read }: Workshop): Promise<string> {
	write('bad.yaml', text);
	const before = read('.portcullis/portcullis.db');
	const [previewed, requested] = [await run(['preview', 'bad.yaml']), await run(['request', 'bad.yaml'])];
	expect(previewed).toMatchObject({ status: 2, out: '' });
	expect(requested).toMatchObject({ status: 2, out: '' });
	expect(requested.err).toBe(previewed.err);
	expect(read('.portcullis/portcullis.db')).toBe(before);
	expect(previewed.err).not.toMatch(/\n\s+at /);
	return previewed.err;
}

describe('a request that is bad input', () => {
	it.each([
		['is not YAML', 'project: [shop\nresources: x\n', /bad\.yaml:2:1: is not YAML/],
		['is empty', '', /bad\.yaml: is empty/],
		['is a list', '[1, 2]', /bad\.yaml:1:1: must be a map/],
		['is not UTF-8', Buffer.from([0x70, 0xff, 0xfe]), /bad\.yaml: is not text in UTF-8/],
		['has an unknown field', vm({ sise: 'x' }), /bad\.yaml:1:\d+ resources\[0\]\.sise: unknown field/],
		['has a wrong type', vm({ count: 'two' }), /resources\[0\]\.count: .*number.*\(given: two\)/],
		[
			'has an unknown machine type',
			vm({ size: 'e2-smal' }),
			/resources\[0\]\.size: .*did you mean e2-small.*\(given: e2-smal\)/,
		],
		[
			'has a region of another cloud',
			vm({ region: 'eu-west-1' }),
			/resources\[0\]\.region: is a region of aws, not of gcp/,
		],
		['has a name that the cloud refuses', vm({ name: 'Web_1' }), /resources\[0\]\.name: must be 1 to 40 lower-case/],
		[
			'has a template for a name',
			vm({ name: template }),
			/resources\[0\]\.name: .*\(given: \$\{file\("\/etc\/passwd"\)\}\)/,
		],
		['has a template for a tag', vm({ tags: { owner: template } }), /resources\[0\]\.tags\.owner: a tag's value/],
		['has no resource', vm({}, { resources: [] }), /resources: must name at least one resource/],
		['lacks its resources', '{"project": "shop"}', /resources: missing/],
		[
			'names one resource twice',
			vm({}, { resources: [1, 2].map(() => ({ kind: 'vm', name: 'a', size: 'e2-small' })) }),
			/named twice/,
		],
		['has a project that there is not', vm({}, { project: 'shp' }), /there is no project shp.*PROJECT_UNKNOWN/],
		[
			'has its project written out, as synth takes it',
			vm({}, { project: { name: 'shop', provider: 'gcp', region: 'us-central1' } }),
			/bad\.yaml:1:\d+ project: must be the name of a project; a file that has it written out is for portcullis synth\n/,
		],
		['has control characters', vm({ name: 'a\u001b[2J\u202e' }), /\(given: a\\u\{1b\}\[2J\\u\{202e\}\)/],
	])('%s', async (_what, text, message) => {
		const error = await refused(text, await shop());
		expect(error).toMatch(message);
		expect(error).not.toMatch(/[^\P{C}\n]/u);
	});

	it('has more than 1,000 resources', async () => {
		const resources = Array.from({ length: 1001 }, (_, index) => ({
			kind: 'vm',
			name: `web-${index}`,
			size: 'e2-small',
		}));
		expect(await refused(vm({}, { resources }), await shop())).toMatch(/resources: must name at most 1000 resources/);
	});

	it('has more than 1 MB, from a file or from a pipe that never ends', async () => {
		const made = await shop();
		expect(await refused(`# ${'x'.repeat(1_000_000)}`, made)).toMatch(/bad\.yaml: is larger than 1 MB/);
		expect(await refused(`# ${'x'.repeat(999_997)}\n`, made)).toMatch(/bad\.yaml: is empty/);
		let read = 0;
		const endless = (function* () {
			// Far more than may be read, and still an end, for the day on which it is read through.
			while (read < 20_000_000) {
				read += 65_536;
				yield new Uint8Array(65_536).fill(0x20);
			}
		})();
		const ran = await made.run(['preview', '-'], { stdin: endless });
		expect(ran).toMatchObject({ status: 2, err: expect.stringContaining('-: is larger than 1 MB') });
		expect(read).toBeLessThan(1_100_000);
	});

	it('is not there, or a folder', async () => {
		const { run } = await shop();
		expect((await run(['preview', 'none.yaml'])).err).toMatch(/none\.yaml: cannot be read: there is no such file/);
		expect((await run(['preview', '.portcullis'])).err).toMatch(/\.portcullis: cannot be read: it is a folder/);
	});

	it('is told from the good ones beside it', async () => {
		const { run, write } = await shop();
		write('good.json', vm());
		write('bad.json', vm({ name: 'other', size: 'e2-smal' }));
		write('worse.json', vm({ count: 0 }));
		const one = await run(['preview', 'good.json', 'bad.json', '--json']);
		expect(one.status).toBe(2);
		const first = await run(['preview', 'bad.json', 'good.json', '--json']);
		expect(first.json()).toMatchObject({ problems: [{ file: 'bad.json', path: ['resources', 0, 'size'] }] });
		expect(one.json()).toMatchObject({
			kind: 'error',
			problems: [{ file: 'bad.json', line: 1, path: ['resources', 0, 'size'] }],
		});
		const all = await run(['preview', 'none.json', 'good.json', 'worse.json', '--json']);
		expect(all.json()).toMatchObject({
			problems: [{ file: 'none.json' }, { file: 'worse.json', path: ['resources', 0, 'count'] }],
		});
	});

	it('is said as JSON with --json, and nothing else is written', async () => {
		const { run, write } = await shop();
		write('bad.json', vm({ sise: 'x' }));
		const ran = await run(['request', 'bad.json', '--json']);
		expect(ran).toMatchObject({ status: 2, err: '' });
		expect(ran.json()).toEqual({
			version: 1,
			kind: 'error',
			code: 'INPUT_INVALID',
			message: 'the request cannot be understood',
			problems: [
				{
					kind: 'problem',
					path: ['resources', 0, 'sise'],
					message: expect.stringContaining('did you mean size'),
					received: 'x',
					file: 'bad.json',
					line: 1,
					column: expect.any(Number),
				},
			],
			status: 2,
		});
	});
});
