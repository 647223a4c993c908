import { parse } from 'lossless-json';
import type { Evaluation } from '../../evaluate.js';
import type { CoverageReport } from '../../test-result.js';
import type { CommandIo } from '../command-io.js';
import { harmlessLines } from '../output/harmless-lines.js';
import { jsonLine, jsonText } from '../output/json-text.js';
import { prettyCoverage } from '../test-report/pretty-report.js';
import { prettyMetrics, prettyProfile, prettyRows } from './pretty-evaluation.js';

/** A row of the result, numbers kept as OPA wrote them. */
export interface LosslessRow {
	readonly expressions: readonly { readonly value: unknown; readonly text: string }[];
	readonly bindings?: Readonly<Record<string, unknown>>;
}

/** The forms in which `opa eval` writes. */
export type EvaluationFormat = 'json' | 'values' | 'bindings' | 'pretty' | 'raw' | 'discard';

/** Writes what a query gave: results to standard output, what `print` wrote to standard error. */
export function writeEvaluation(
	evaluation: Evaluation & { readonly coverage?: CoverageReport },
	format: EvaluationFormat,
	io: CommandIo,
): void {
	const { text, prints, trace, profile, metrics, coverage } = evaluation;
	io.stderr.write(harmlessLines(prints));
	// OPA's JSON has the steps as events; here they are text, which would break the document.
	if (trace !== undefined) (format === 'pretty' ? io.stdout : io.stderr).write(harmlessLines(trace));
	const rows = parse(text) as readonly LosslessRow[];
	switch (format) {
		case 'json':
		case 'discard':
			io.stdout.write(
				jsonText({
					...(rows.length === 0 ? {} : { result: format === 'discard' ? 'discarded' : rows }),
					...(metrics === undefined ? {} : { metrics }),
					...(profile === undefined ? {} : { profile }),
					...(coverage === undefined ? {} : { coverage }),
				}),
			);
			return;
		case 'values':
			for (const { expressions } of rows) io.stdout.write(jsonText(expressions.map(({ value }) => value)));
			return;
		case 'bindings':
			for (const { bindings } of rows) io.stdout.write(jsonText(bindings ?? {}));
			return;
		case 'raw':
			for (const { expressions } of rows) {
				io.stdout.write(
					`${expressions.map(({ value }) => (typeof value === 'string' ? value : jsonLine(value))).join(' ')}\n`,
				);
			}
			return;
		case 'pretty':
			io.stdout.write(prettyRows(rows));
			if (metrics !== undefined) io.stdout.write(prettyMetrics(metrics));
			if (profile !== undefined) io.stdout.write(prettyProfile(profile));
			if (coverage !== undefined) io.stdout.write(prettyCoverage(coverage, io));
	}
}
