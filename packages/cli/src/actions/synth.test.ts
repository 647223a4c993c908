// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's templates are what is refused
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { shop, vm, workshop } from '../../test/workshop.js';

const project = { name: 'shop', provider: 'gcp', region: 'us-central1' };
const web = { kind: 'vm', name: 'web', size: 'e2-small' };
const file = (fields: object = {}): string => JSON.stringify({ project, resources: [web], ...fields });
const document = 'tf/terraform_gcp_shop/main.tf.json';

describe('synth', () => {
	it('writes the same bytes as a deployment of the same resources does, with no database', async () => {
		const alone = workshop();
		alone.write('shop.yaml', file());
		const ran = await alone.must('synth', 'shop.yaml', '--out', 'tf');
		expect(ran.out).toMatch(/^Wrote .*main\.tf\.json: vm\/web\n$/);
		expect(ran.err).toContain('nothing was decided');
		expect(alone.has('.portcullis')).toBe(false);

		const governed = await shop();
		governed.write('vm.json', vm());
		const { view } = (await governed.run(['request', 'vm.json', '--json'])).json() as unknown as {
			view: { session: { id: string } };
		};
		await governed.must('approve', view.session.id);
		expect(alone.read(document)).toBe(governed.read('terraform_gcp_shop/main.tf.json'));
	});

	it('prints the document instead of writing it where it is asked to', async () => {
		const { run, write, has } = workshop();
		write('shop.yaml', file());
		const printed = await run(['synth', 'shop.yaml', '--print']);
		expect(JSON.parse(printed.out)).toHaveProperty('resource.google_compute_instance.vm_web');
		expect((await run(['synth', 'shop.yaml', '--print', '--json'])).json()).toMatchObject({
			kind: 'document',
			document: JSON.parse(printed.out),
		});
		expect(has('terraform_gcp_shop')).toBe(false);
	});

	it('leaves a document that says something else as it is, until it is told to let it give way', async () => {
		const { run, must, write, read } = workshop();
		write('shop.yaml', file());
		await must('synth', 'shop.yaml', '--out', 'tf');
		const first = read(document);
		await must('synth', 'shop.yaml', '--out', 'tf');
		write('shop.yaml', file({ resources: [{ ...web, name: 'other' }] }));
		const refused = await run(['synth', 'shop.yaml', '--out', 'tf']);
		expect(refused).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/DOCUMENT_EXISTS[\s\S]*--force/) });
		expect(read(document)).toBe(first);
		await must('synth', 'shop.yaml', '--out', 'tf', '--force');
		expect(read(document)).toContain('vm_other');
	});

	it.each([
		[['--print', '--out', 'tf'], /--print writes no file/],
		[['--out', ''], /--out must be a folder/],
	])('refuses %s', async (options, message) => {
		const { run, write } = workshop();
		write('shop.yaml', file());
		expect(await run(['synth', 'shop.yaml', ...options])).toMatchObject({
			status: 2,
			err: expect.stringMatching(message),
		});
	});

	it('puts the backend, the tags and the environment of the project to use', async () => {
		const { run, write } = workshop();
		const more = { tags: { team: 'web' }, environment: 'production', backend: { type: 'gcs', bucket: 'acme-state' } };
		write('shop.yaml', file({ project: { ...project, ...more } }));
		const printed = JSON.parse((await run(['synth', 'shop.yaml', '--print'])).out);
		expect(printed.terraform.backend).toEqual({ gcs: { bucket: 'acme-state' } });
		expect(printed.resource.google_compute_instance.vm_web).toMatchObject({
			labels: { team: 'web' },
			deletion_protection: true,
		});
	});

	it.each([
		['names the project only', { project: 'shop' }, /shop\.yaml:1:\d+ project: must be written out/],
		['lacks the project', { project: undefined }, /project: missing|project: must be/],
		['has a mistyped cloud', { project: { ...project, provider: 'gpc' } }, /project\.provider: /],
		[
			'has a backend with a template',
			{ project: { ...project, backend: { type: 'gcs', bucket: '${x}' } } },
			/project\.backend\.bucket: must be the name of a bucket/,
		],
		['has a mistyped field', { resources: [{ ...web, sise: 'x' }] }, /resources\[0\]\.sise: unknown field/],
		['has an unknown machine type', { resources: [{ ...web, size: 'e2-smal' }] }, /did you mean e2-small/],
		[
			'has a region of another cloud',
			{ project: { ...project, region: 'eu-west-1' } },
			/shop\.yaml:1:\d+ project\.region: is a region of aws/,
		],
		[
			'has an account of another cloud',
			{ project: { ...project, account: '123456789012' } },
			/project\.account: must be a project id, such as acme-shop/,
		],
		[
			'names a network that there is not',
			{ resources: [{ ...web, network: 'main' }] },
			/resources\[0\]\.network: must be a network of the project/,
		],
		['deletes', { action: 'delete', resources: [{ kind: 'vm', name: 'web' }] }, /action: must be left out/],
		['is a list', [], /must be a mapping/],
	])('refuses a file that %s, and writes nothing', async (_what, fields, message) => {
		const { run, write, has } = workshop();
		write('shop.yaml', Array.isArray(fields) ? '[]' : file(fields));
		const ran = await run(['synth', 'shop.yaml', '--out', 'tf']);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err).toMatch(message);
		expect(has('tf')).toBe(false);
	});
});

describe('what the help and the page show', () => {
	it('works as it is printed', async () => {
		const page = readFileSync(new URL('../../../../docs/providers.md', import.meta.url), 'utf8');
		const helps = await Promise.all(
			[['synth'], ['template', 'expand']].map((path) => workshop().must(...path, '--help')),
		);
		const shown = [page, ...helps.map(({ out }) => out)].join('\n');
		const lines = [
			...shown.matchAll(/^\s*(?:\$ )?(?:npx )?portcullis (template expand .*) \| (?:npx )?portcullis (synth .*)$/gm),
		];
		expect(lines).toHaveLength(3);
		for (const [line, expand = '', synth = ''] of lines) {
			const { must, run } = workshop();
			const expanded = await must(...expand.split(' '));
			expect(await run(synth.split(' '), { stdin: expanded.out }), line).toMatchObject({ status: 0 });
		}
	});
});

describe('template', () => {
	it('lists the templates and shows what one can be told', async () => {
		const { must, run } = workshop();
		expect((await must('template', 'list')).out).toMatch(/^three-tier\t/m);
		expect((await must('template', 'show', 'three-tier')).out).toMatch(
			/^database_size\ta size class; small if left out\t/m,
		);
		const { template } = (await run(['template', 'show', 'static-site', '--json'])).json() as { template?: object } & {
			kind: string;
		};
		expect(template).toMatchObject({ name: 'static-site', parameters: [{ name: 'name', type: 'text' }, {}, {}, {}] });
	});

	it('expands to a request that preview takes, and to a file that synth takes', async () => {
		const { must, run } = await shop();
		const request = (await must('template', 'expand', 'static-site', '--project', 'shop', '--param', 'name=docs')).out;
		expect(parse(request)).toMatchObject({
			project: 'shop',
			resources: [{ name: 'docs-site' }, { name: 'docs-logs' }],
		});
		const previewed = await run(['preview', '-', '--json'], { stdin: request });
		expect(previewed.json().kind).toBe('preview');
		const place = ['--provider', 'gcp', '--region', 'us-central1'];
		const whole = await must(
			'template',
			'expand',
			'static-site',
			'--project',
			'docs',
			...place,
			'--param',
			'name=docs',
		);
		const printed = await run(['synth', '-', '--print'], { stdin: whole.out });
		expect(Object.keys(JSON.parse(printed.out).resource.google_storage_bucket)).toHaveLength(2);
	});

	it('takes numbers and switches for what they are', async () => {
		const { must } = workshop();
		const params = ['--param', 'name=docs', '--param', 'public=true', '--param', 'keep_logs_days=7'];
		const request = parse((await must('template', 'expand', 'static-site', '--project', 'shop', ...params)).out);
		expect(request.resources).toMatchObject([{ public_access: true }, { expire_after_days: 7 }]);
	});

	it.each([
		[['expand', 'three-teir'], /did you mean three-tier\?/],
		[['show', 'none'], /there is no template none/],
		[['expand', 'static-site'], /name: missing/],
		[
			['expand', 'static-site', '--param', 'name=a', '--project', 'shop', '--provider', 'gcp'],
			/needs --provider and --region; missing: --region \(/,
		],
		[['expand', 'static-site', '--param', 'name=a', '--region', 'us-central1'], /; missing: --provider \(/],
		[['expand', 'static-site', '--param', 'name=a', '--environment', 'test'], /; missing: --provider, --region \(/],
		[['expand', 'static-site', '--param', 'nam=x'], /nam: unknown field; did you mean name\?/],
		[['expand', 'static-site', '--param', 'name'], /--param: must be key=value/],
		[['expand', 'static-site', '--param', 'name=a', '--param', 'name=b'], /--param: must name name once only/],
		[['expand', 'static-site', '--param', 'name=a', '--param', 'public=yes'], /public: must be .*(given: yes)/],
	])('refuses %j', async (args, message) => {
		const ran = await workshop().run(['template', ...args]);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err).toMatch(message);
	});
});
