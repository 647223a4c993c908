import { jsonText } from '../output/json-text.js';
import type { CheckReport } from './check-report.js';

/** Writes what judging a plan came to as the versioned JSON that `--json` writes. */
export function jsonCheck(report: CheckReport): string {
	return jsonText(report);
}
