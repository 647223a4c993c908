import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatLcov } from '../../format-lcov.js';
import type { RegoErrorDetail } from '../../rego-error.js';
import { test } from '../../test.js';
import type { TestReport } from '../../test-result.js';
import type { CommandIo } from '../command-io.js';
import { compileLimitMs } from '../compile-limit.js';
import { fileError } from '../files/file-error.js';
import { load } from '../files/load.js';
import { type LanguageFlags, loadLanguage } from '../files/load-language.js';
import { writeErrors } from '../output/error-output.js';
import { withProgress } from '../output/progress.js';
import { coveredPercent } from '../test-report/covered-percent.js';
import { writeReport } from '../test-report/write-report.js';
import type { PathFlags } from './definition.js';

/** The options of `test`. */
export interface TestFlags extends PathFlags, LanguageFlags {
	readonly verbose?: boolean;
	readonly run?: string;
	readonly coverage?: boolean;
	/** Percent. */
	readonly threshold?: number;
	readonly lcov?: string;
	readonly format: 'pretty' | 'json' | 'junit' | 'github';
	/** Milliseconds. */
	readonly timeout?: number;
	readonly exitZeroOnSkipped?: boolean;
	readonly failOnEmpty?: boolean;
	readonly explain?: 'full';
}

/** Carries `test` out. */
export async function runTest(paths: readonly string[], flags: TestFlags, io: CommandIo): Promise<number> {
	const refuse = (errors: readonly RegoErrorDetail[]): number => {
		writeErrors(errors, io);
		return 1;
	};
	const read = await loadLanguage(flags, io.cwd);
	if (read.kind === 'refused') return refuse(read.errors);
	const { language } = read;
	const loaded = await load(paths, { ...flags, cwd: io.cwd, language, needsRego: true });
	if (loaded.kind === 'refused') return refuse(loaded.errors);
	const report = await withProgress(io, `testing ${loaded.sources.length} files`, (say) => {
		let ended = 0;
		return test(loaded.sources, {
			...language,
			limitMs: compileLimitMs,
			coverage: flags.coverage === true || flags.threshold !== undefined || flags.lcov !== undefined,
			trace: flags.explain !== undefined,
			...(loaded.data === undefined ? {} : { data: loaded.data }),
			...(flags.run === undefined ? {} : { run: flags.run }),
			...(flags.timeout === undefined ? {} : { timeoutMs: flags.timeout }),
			onResult: ({ id }) => {
				ended += 1;
				say(`${ended} tests have ended, the last of them ${id}`);
			},
		});
	});
	if (report.kind === 'refused') return refuse(report.errors);
	writeReport(report, flags, io);
	const unwritten = flags.lcov === undefined ? undefined : await writeLcov(flags.lcov, report, io.cwd);
	return unwritten === undefined ? judge(report, flags, io) : refuse([unwritten]);
}

function judge({ passed, counts, tests, coverage }: TestReport, flags: TestFlags, io: CommandIo): number {
	if (tests.length === 0) io.stderr.write('no tests were run\n');
	const below = coverage !== undefined && flags.threshold !== undefined && coveredPercent(coverage) < flags.threshold;
	if (below) io.stderr.write(`coverage is below the threshold of ${flags.threshold} %\n`);
	if (!passed || below || (counts.skip > 0 && !flags.exitZeroOnSkipped)) return 2;
	return tests.length === 0 && flags.failOnEmpty ? 1 : 0;
}

async function writeLcov(name: string, { coverage }: TestReport, cwd: string): Promise<RegoErrorDetail | undefined> {
	if (coverage === undefined) return undefined;
	try {
		await writeFile(resolve(cwd, name), formatLcov(coverage));
		return undefined;
	} catch (error) {
		return fileError(name, `it cannot be written: ${error instanceof Error ? error.message : error}`);
	}
}
