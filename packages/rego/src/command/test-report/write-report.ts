import type { TestReport } from '../../test-result.js';
import type { CommandIo } from '../command-io.js';
import { jsonText } from '../output/json-text.js';
import { githubReport } from './github-report.js';
import { jsonReport } from './json-report.js';
import { junitReport } from './junit-report.js';
import { prettyCoverage, prettyReport } from './pretty-report.js';

/** How a report is written. */
export interface ReportFlags {
	readonly format: 'pretty' | 'json' | 'junit' | 'github';
	readonly verbose?: boolean;
}

/** Writes a report in one of the forms. */
export function writeReport(report: TestReport, { format, verbose = false }: ReportFlags, io: CommandIo): void {
	switch (format) {
		case 'pretty':
			io.stdout.write(prettyReport(report, verbose, io));
			if (report.coverage !== undefined) io.stdout.write(prettyCoverage(report.coverage, io));
			return;
		case 'json':
			// As opa does: with coverage the document is the coverage alone. Who failed is then said to people.
			if (report.coverage === undefined) io.stdout.write(jsonText(jsonReport(report)));
			else {
				io.stdout.write(jsonText(report.coverage));
				if (!report.passed) io.stderr.write(prettyReport(report, verbose, { ...io, stdout: io.stderr }));
			}
			return;
		case 'junit':
			io.stdout.write(junitReport(report));
			return;
		case 'github':
			io.stdout.write(githubReport(report));
	}
}
