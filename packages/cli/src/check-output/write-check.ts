import type { Style } from '../render/style.js';
import { readVersion } from '../version.js';
import type { CheckFormat } from './check-formats.js';
import type { CheckReport } from './check-report.js';
import { githubCheck } from './github-check.js';
import { jsonCheck } from './json-check.js';
import { junitCheck } from './junit-check.js';
import { markdownCheck } from './markdown-check.js';
import { prettyCheck } from './pretty-check.js';
import { sarifCheck } from './sarif-check.js';

/**
 * Writes what judging a plan came to.
 *
 * @param style of `pretty`, which is the only one that has colours
 */
export function writeCheck(report: CheckReport, format: CheckFormat, style: Style): string {
	switch (format) {
		case 'pretty':
			return prettyCheck(report, style);
		case 'json':
			return jsonCheck(report);
		case 'junit':
			return junitCheck(report);
		case 'sarif':
			return sarifCheck(report, readVersion());
		case 'github':
			return githubCheck(report);
		case 'markdown':
			return markdownCheck(report);
	}
}
