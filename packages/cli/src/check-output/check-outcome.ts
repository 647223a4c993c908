import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ExitStatus } from '../exit-status.js';
import type { Io } from '../io/io.js';
import { failure } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { plainStyle } from '../render/style.js';
import type { CheckFormat } from './check-formats.js';
import type { CheckReport } from './check-report.js';
import { writeCheck } from './write-check.js';

/** How `portcullis check` writes what it came to. */
export interface CheckOutputOptions {
	/** Of standard output; `pretty` if left out. */
	readonly format?: CheckFormat | undefined;
	/** Files to write beside that, each in a format of its own. */
	readonly reports?: readonly ReportFile[] | undefined;
}

/** A file that a report goes to: `--report sarif=check.sarif`. */
export interface ReportFile {
	readonly format: CheckFormat;
	readonly file: string;
}

/** Makes a report the outcome of the command, and writes the files that were asked for. */
export async function checkOutcome(
	report: CheckReport,
	status: ExitStatus,
	{ format = 'pretty', reports = [] }: CheckOutputOptions,
	io: Io,
): Promise<Outcome> {
	for (const { format: own, file } of reports) {
		try {
			await writeFile(resolve(io.cwd, file), writeCheck(report, own, plainStyle));
		} catch (error) {
			// Whoever reads the file later would take an older one for this run's.
			const message = `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
			return failure({
				code: 'REPORT_NOT_WRITTEN',
				message: `the plan was judged (${report.answer}), and a report of it could not be written`,
				problems: [{ kind: 'problem', path: ['--report'], file, message }],
			});
		}
	}
	return { status, document: report, text: (style) => writeCheck(report, format, style) };
}
