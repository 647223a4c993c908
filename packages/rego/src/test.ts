import { type Documents, documentBytes } from './document.js';
import type { Place } from './facts.js';
import { type LanguageOptions, languageRequest } from './language.js';
import { refuse } from './refuse.js';
import type { Refused } from './rego-error.js';
import { areErrors, readSources, type Sources } from './source.js';
import type { CoverageReport, TestOutcome, TestReport, TestResult } from './test-result.js';
import { sharedToolbox } from './toolbox/shared-toolbox.js';
import type { ToolboxReply } from './toolbox/toolbox.js';
import { ToolboxError } from './toolbox/toolbox-error.js';

/** How {@link test} is to run. */
export interface TestOptions extends LanguageOptions {
	/** Only the tests whose whole name (`data.a_test.test_x`) this regular expression finds, in Go's syntax. */
	readonly run?: string;
	/** The base documents, below `data`. */
	readonly data?: Documents;
	/** OPA's strict mode for the sources. */
	readonly strict?: boolean;
	/** An error of a built-in makes the test an error, instead of making its expression undefined. */
	readonly strictBuiltinErrors?: boolean;
	/** Measure which lines the tests reach. */
	readonly coverage?: boolean;
	/** The longest that one test may take, in milliseconds. Default 5,000. */
	readonly timeoutMs?: number;
	/** Add the whole trace to failed tests. */
	readonly trace?: boolean;
	/** The longest that compiling the sources may take, in milliseconds. Default 60,000. */
	readonly limitMs?: number;
	/** Told of each test as it ends. */
	readonly onResult?: (result: TestResult) => void;
}

interface Started {
	readonly started: string;
	readonly at: Place;
}

type Finished = Omit<TestResult, 'id' | 'durationMs' | 'prints' | 'errors' | 'cases'> &
	Partial<Pick<TestResult, 'prints' | 'errors' | 'cases'>> & { readonly finished: string; readonly durationNs: number };

/**
 * Runs every rule named `test_…` with OPA's own test runner (`todo_test_…` are skipped), one at a time.
 *
 * A test that does not end costs its time limit and no more: the toolbox is ended, the test gets the
 * outcome `error` with code `rego_test_timeout`, and the remaining ones run in a new toolbox.
 *
 * @returns the report, or the errors of the sources where they do not compile.
 * @throws {@link ToolboxError} where the toolbox failed or compiling took too long.
 *
 * @example
 * ```ts
 * import { test } from '@portcullis/rego';
 *
 * const report = await test({
 * 	'hello.rego': 'package hello\n\nworld if input.name == "world"\n',
 * 	'hello_test.rego': 'package hello_test\n\ntest_world if data.hello.world with input as {"name": "world"}\n',
 * });
 * if (report.kind === 'refused') throw new Error(report.errors[0]?.message);
 * console.log(report.passed, report.counts);
 * ```
 */
export async function test(sources: Sources, options: TestOptions = {}): Promise<TestReport | Refused> {
	const read = readSources(sources);
	if (areErrors(read)) return refuse(read, []);
	const timeoutMs = options.timeoutMs ?? 5_000;
	const results = new Map<string, TestResult>();
	for (;;) {
		const running: { started?: string; at?: Place } = {};
		let reply: ToolboxReply;
		try {
			reply = await sharedToolbox().call({
				operation: 'test',
				request: {
					...languageRequest(options),
					sources: read,
					strict: options.strict ?? false,
					builtinErrors: options.strictBuiltinErrors ?? false,
					run: options.run ?? '',
					exclude: excluded(results, options.coverage ?? false),
					coverage: options.coverage ?? false,
					trace: options.trace ?? false,
					data: options.data === undefined ? undefined : 0,
				},
				attachments: options.data === undefined ? [] : [documentBytes(options.data)],
				limitMs: options.limitMs ?? 60_000,
				stepLimitMs: timeoutMs,
				onProgress: (message) => {
					const progress = message as Started | Finished;
					if ('started' in progress) {
						Object.assign(running, progress);
						return;
					}
					delete running.started;
					const result = readResult(progress);
					if (!results.has(result.id)) options.onResult?.(result);
					results.set(result.id, result);
				},
			});
		} catch (error) {
			const culprit = endedBy(error, running, timeoutMs);
			if (culprit === undefined) throw error;
			results.set(culprit.id, culprit);
			options.onResult?.(culprit);
			continue;
		}
		if (reply.kind === 'refused') return refuse(reply.errors, read);
		const { coverage } = reply.result as { readonly coverage?: CoverageReport };
		return report([...results.values()], coverage);
	}
}

/**
 * What a second toolbox must not run again: the tests that ended the first. Those that came through
 * need no second run either, but their coverage went down with the first.
 */
function excluded(results: ReadonlyMap<string, TestResult>, coverage: boolean): string[] {
	return [...results.values()].filter((result) => !coverage || endedToolbox(result)).map(({ id }) => id);
}

const ENDED_CODES = ['rego_test_timeout', 'rego_test_ended'];

function endedToolbox(result: TestResult): boolean {
	return result.errors.some(({ code }) => ENDED_CODES.includes(code));
}

/** The result of the test that was running when the toolbox ended; undefined where none was. */
function endedBy(
	error: unknown,
	{ started, at }: { started?: string; at?: Place },
	timeoutMs: number,
): TestResult | undefined {
	if (!(error instanceof ToolboxError) || started === undefined || at === undefined) return undefined;
	if (error.code !== 'TOOLBOX_TIMED_OUT' && error.code !== 'TOOLBOX_ENDED') return undefined;
	const timedOut = error.code === 'TOOLBOX_TIMED_OUT';
	const code = timedOut ? 'rego_test_timeout' : 'rego_test_ended';
	const message = timedOut ? `the test took longer than ${timeoutMs} ms` : error.message;
	const dot = started.lastIndexOf('.');
	return {
		id: started,
		package: started.slice(0, dot),
		name: started.slice(dot + 1),
		at,
		outcome: 'error',
		durationMs: timedOut ? timeoutMs : 0,
		prints: '',
		errors: [{ code, message, ...at }],
		cases: [],
	};
}

function readResult({ finished, durationNs, ...rest }: Finished): TestResult {
	return { id: finished, durationMs: durationNs / 1e6, prints: '', errors: [], cases: [], ...rest };
}

function report(tests: TestResult[], coverage: CoverageReport | undefined): TestReport {
	const counts: Record<TestOutcome, number> = { pass: 0, fail: 0, error: 0, skip: 0 };
	for (const { outcome } of tests) counts[outcome] += 1;
	tests.sort((a, b) => (a.at.file === b.at.file ? a.at.row - b.at.row : a.at.file < b.at.file ? -1 : 1));
	return {
		kind: 'tested',
		passed: counts.fail + counts.error === 0,
		counts,
		tests,
		...(coverage === undefined ? {} : { coverage }),
	};
}
