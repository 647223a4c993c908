import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { finding, report } from '../../test/check-reports.js';
import { plainStyle } from '../render/style.js';
import type { CheckReport } from './check-report.js';
import { githubCheck } from './github-check.js';
import { junitCheck } from './junit-check.js';
import { markdownCheck } from './markdown-check.js';
import { markdownText } from './markdown-text.js';
import { prettyCheck } from './pretty-check.js';
import { sarifCheck } from './sarif-check.js';

const nasty = [
	'a | b\n::error::x\r\n| --- |',
	'<script>alert(1)</script><!-- --></details>',
	'@octocat closes #12 and GH-3, https://evil.example www.evil.example',
	'`code` **bold** [link](x) ![image](y) ~~gone~~ \\| $x$ {{{',
	'\u001b[2J\u202eabc\u0000\u200b\ufeff',
	']]> & " \' % %0A , :',
	'half \ud83d pair',
	'',
];

/** A report in which every text that people can write is the given one. */
function hostile(text: string): CheckReport {
	const parts = { policy: text, resource: text, address: text, file: text === '' ? 'x.tf' : text, message: text };
	return report({
		project: text,
		plan: { ...report().plan, file: text },
		findings: [
			finding({ ...parts, hint: text, path: [text], expected: { equal: text }, received: text }),
			finding({ ...parts, kind: 'error', waived: { id: text, by: [text], until: null }, metadata: { [text]: text } }),
		],
		policies: [{ id: text, title: text, description: text }],
		unmapped: [{ address: text, type: text, reason: text }],
		unknown_regions: [{ address: text, reason: text }],
		notes: [text],
	});
}

const anyText = fc.oneof(
	fc.constantFrom(...nasty),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc
		.array(fc.constantFrom('|', '`', '<', '@a', '\n', '::', '%', '"', '&', '\u202e', '#1', ' '), { maxLength: 20 })
		.map((all) => all.join('')),
);

describe('pretty', () => {
	it('writes a fact a line into a pipe, each beginning with what it is', () => {
		expect(prettyCheck(report(), plainStyle).split('\n')).toEqual([
			'answer: deny (POLICY_VIOLATION): plan.json',
			'project: shop',
			'changes: 2 to create, 1 to replace',
			'violation: network.no_open_ingress (hard) module.web["a"].aws_instance.front[0] modules/web/main.tf:12: expected none of 0.0.0.0/0, received 0.0.0.0/0: port 22 is open to the world',
			'hint: network.no_open_ingress module.web["a"].aws_instance.front[0]: name the networks that may come in',
			expect.stringMatching(/^unknown: tags\.required \(soft\) .* main\.tf:12: .*tags are not known$/),
			expect.stringMatching(/^hint: tags\.required /),
			expect.stringMatching(/^lifted: cost\.limit \(advisory\) the plan modules/),
			'waived: cost.limit the plan: lifted by w-1 by ana, ben, until 2026-12-01 00:00:00Z',
			expect.stringMatching(/^hint: cost\.limit /),
			'cost: 12.23 -> 24.46 USD a month (+12.23, +100 %)',
			'unjudged: random_id.x (random_id): it belongs to no cloud',
			'region: aws_instance.b: unknown: var.region has no value in the plan',
			'note: region=eu-west-1 was given beside the plan',
			'counts: 7 passed, 1 violation, 1 unknown, 1 lifted',
			'',
		]);
	});

	it('names what nothing judged once, as a finding where a policy finds it', () => {
		const named = finding({ policy: 'plan.unmapped', address: 'random_id.x', message: 'it was not judged' });
		const unmapped = ['random_id.x', 'random_id.y'].map((address) => ({
			address,
			type: 'random_id',
			reason: 'no cloud',
		}));
		const both = report({ findings: [named], unmapped });
		for (const written of [prettyCheck(both, plainStyle), githubCheck(both)]) {
			expect(written).not.toMatch(/(?:unjudged: |not judged::)random_id\.x/);
			expect(written).toMatch(/(?:unjudged: |not judged::)random_id\.y/);
		}
	});

	it('lets no text of others reach the terminal or begin a line', () => {
		fc.assert(
			fc.property(anyText, fc.constantFrom('table' as const, 'lines' as const), (text, layout) => {
				const written = prettyCheck(hostile(text), { ...plainStyle, layout });
				expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e\u200b]/);
				if (layout === 'table') return;
				for (const line of written.trimEnd().split('\n')) expect(line).toMatch(/^[a-z]+: /);
			}),
		);
	});
});

describe('junit', () => {
	it('is a suite a policy: failures for what stops, skipped for what does not, a case for what passed', () => {
		const written = junitCheck(report());
		expect(written).toContain('<testsuites name="portcullis check" tests="4" failures="2" errors="0" skipped="1">');
		expect(written).toContain('<testsuite name="regions.allowed" tests="1" failures="0" errors="0" skipped="0">');
		expect(written).toContain('classname="network.no_open_ingress" file="modules/web/main.tf" line="12">');
	});

	it('is well-formed whatever people write', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const parser = new SaxesParser();
				parser.on('error', (error) => {
					throw error;
				});
				parser.write(junitCheck(hostile(text))).close();
			}),
		);
	});
});

describe('github', () => {
	it('is a command for each finding, at its line', () => {
		const lines = githubCheck(report()).split('\n');
		expect(lines[0]).toBe(
			'::error file=modules/web/main.tf,line=12,title=violation%3A network.no_open_ingress::module.web["a"].aws_instance.front[0]: port 22 is open to the world%0Aexpected: none of 0.0.0.0/0%0Areceived: 0.0.0.0/0%0Ahint: name the networks that may come in',
		);
		expect(lines.map((line) => line.split(' ')[0])).toEqual([
			'::error',
			'::warning',
			'::notice',
			'::notice',
			'answer:',
			'',
		]);
	});

	it('has one line a command whatever people write', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const lines = githubCheck(hostile(text)).trimEnd().split('\n');
				expect(lines).toHaveLength(4);
				for (const line of lines.slice(0, 3)) expect(line).toMatch(/^::(?:error|notice) [^\r]*::/);
			}),
		);
	});
});

describe('sarif', () => {
	// The schema as its committee published it, in the package of Microsoft's that checks logs against it.
	const require = createRequire(import.meta.url);
	const schema = readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8');
	// One of its patterns is none under the rules of Unicode mode.
	const ajv = new Ajv.default({ strict: false, unicodeRegExp: false });
	formats.default(ajv);
	const validate = ajv.compile(JSON.parse(schema));

	it('holds to the schema of SARIF 2.1.0 whatever people write', () => {
		const valid = (given: CheckReport) => {
			validate(JSON.parse(sarifCheck(given, '0.1.0')));
			expect(validate.errors ?? []).toEqual([]);
		};
		valid(report());
		valid(report({ findings: [], policies: [], plan: { ...report().plan, file: '-' } }));
		fc.assert(fc.property(anyText, (text) => valid(hostile(text))));
		const broken = JSON.parse(sarifCheck(report(), '0.1.0'));
		broken.runs[0].results[0].level = 'bad';
		expect(validate(broken)).toBe(false);
	});

	it('names line, address, rule and help of each finding, and what was lifted', () => {
		const [run] = JSON.parse(sarifCheck(report(), '0.1.0')).runs;
		expect(run.results[0]).toMatchObject({
			ruleId: 'network.no_open_ingress',
			level: 'error',
			locations: [
				{
					physicalLocation: { artifactLocation: { uri: 'modules/web/main.tf' }, region: { startLine: 12 } },
					logicalLocations: [{ fullyQualifiedName: 'module.web["a"].aws_instance.front[0]' }],
				},
			],
		});
		expect(run.results.map(({ level }: { level: string }) => level)).toEqual(['error', 'warning', 'note']);
		expect(run.results[2].suppressions).toEqual([
			{ kind: 'external', status: 'accepted', justification: expect.stringContaining('w-1 by ana, ben') },
		]);
		expect(run.tool.driver.rules[run.results[0].ruleIndex]).toMatchObject({
			shortDescription: { text: 'No port is open to the world' },
			help: { text: 'A port that all may reach.\n\nname the networks that may come in' },
		});
	});

	it('lies in the plan where no file is known, as a reference that is a URI', () => {
		const bare = {
			policy: 'p',
			level: 'hard',
			kind: 'fail',
			resource: null,
			message: 'm',
			hint: '',
			path: [],
		} as const;
		const uri = (file: string) => {
			const given = report({ findings: [{ ...bare, address: 'a.b' }], plan: { ...report().plan, file } });
			return JSON.parse(sarifCheck(given, '0.1.0')).runs[0].results[0].locations[0].physicalLocation.artifactLocation
				.uri;
		};
		expect(['plan.json', './a b/plän.json', '/x:y/p.json', 'C:\\p\\plan.json', 'a:b.json', '-'].map(uri)).toEqual([
			'plan.json',
			'a%20b/pl%C3%A4n.json',
			'file:///x%3Ay/p.json',
			'file:///C:/p/plan.json',
			'a%3Ab.json',
			'plan.json',
		]);
	});

	it('keeps the fingerprint of a finding when lines and wording change, and tells two on one resource apart', () => {
		const prints = (...findings: CheckReport['findings']) =>
			JSON.parse(sarifCheck(report({ findings }), '0.1.0')).runs[0].results.map(
				(result: { partialFingerprints: Record<string, string> }) => result.partialFingerprints['portcullisFinding/v1'],
			);
		const [before] = prints(finding());
		expect(prints(finding({ line: 99, message: 'other words' }))).toEqual([before]);
		expect(new Set([before, ...prints(finding({ policy: 'x' }), finding(), finding())]).size).toBe(3);
	});
});

describe('markdown', () => {
	it('begins with its mark, the answer and the cost, then the findings', () => {
		const written = markdownCheck(report());
		expect(written).toMatch(/^<!-- portcullis check -->\n\n### Portcullis: deny\n/);
		expect(written).toContain('2 to create, 1 to replace');
		expect(written.match(/^\| (?:violation|unknown|lifted) \(/gm)).toHaveLength(3);
		expect(written).toContain('**Cost:**');
		expect(written.match(/<details>/g)).toHaveLength(4);
		expect(written.match(/<\/details>/g)).toHaveLength(4);
	});

	it('lets no text become markup, call anybody or point anywhere', () => {
		const shape = (text: string) =>
			markdownCheck(text === '' ? hostile('') : hostile(text)).replace(/<code>.*?<\/code>/g, '');
		const frame =
			/^(?:|<!-- portcullis check -->|### Portcullis: deny|\|[- |a-z]+\||<details><summary>[\w :]+<\/summary>|<\/details>)$/;
		fc.assert(
			fc.property(anyText, (text) => {
				for (const line of shape(text).split('\n')) {
					if (frame.test(line)) continue;
					// Between what we write ourselves nothing is left that could mark up: only entities.
					const own = line
						.replaceAll('<br>', '')
						.replace(/&#\d+;/g, '')
						.replace('**Cost:**', '');
					expect(own).not.toMatch(/[<>`*_[\]\\~@#$!]/);
					if (own.startsWith('|')) expect(own.match(/\|/g)).toHaveLength(5);
				}
			}),
		);
		expect(markdownText('ask @ana, see #12 at https://x.example')).toBe(
			'ask &#64;&#8203;ana&#44; see &#35;&#8203;12 at https&#58;&#8203;&#47;&#47;x&#46;example',
		);
	});

	it('stays below the limit of a comment, and says how much was cut', () => {
		const many = Array.from({ length: 300 }, (_, index) =>
			finding({ address: `aws_instance.web[${index}]`, message: '|'.repeat(900) }),
		);
		const written = markdownCheck(report({ findings: many }));
		expect(written.length).toBeLessThan(65_536);
		expect(written).toMatch(/\*\*\d{3} lines did not fit into a comment\.\*\*/);
		expect(markdownCheck(report({ notes: Array.from({ length: 500 }, () => 'y'.repeat(5_000)) })).length).toBeLessThan(
			65_536,
		);
	});
});
