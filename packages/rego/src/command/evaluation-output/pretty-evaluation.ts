import { durationText } from '../output/duration.js';
import { harmlessLines } from '../output/harmless-lines.js';
import { jsonLine, jsonText } from '../output/json-text.js';
import { table } from '../output/table.js';
import type { LosslessRow } from './write-evaluation.js';

/** Longer values are cut, as opa does. */
const valueLimit = 80;

/** The result for people: one value as it is, anything else as a table of variables and expressions. */
export function prettyRows(rows: readonly LosslessRow[]): string {
	const [first] = rows;
	if (first === undefined) return 'undefined\n';
	const names = Object.keys(first.bindings ?? {}).sort();
	const [only] = first.expressions;
	const oneAnswer =
		first.expressions.length === 1 || first.expressions.every(({ value }) => typeof value === 'boolean');
	if (rows.length === 1 && names.length === 0 && oneAnswer && only !== undefined) return jsonText(only.value);
	// That a comparison held is no news where there are variables.
	const shown = first.expressions.flatMap(({ value, text }, index) =>
		typeof value === 'boolean' && names.length > 0 ? [] : [{ text, index }],
	);
	const cells = ({ bindings, expressions }: LosslessRow): string[] =>
		[...names.map((name) => bindings?.[name]), ...shown.map(({ index }) => expressions[index]?.value)].map(cell);
	return table([...names, ...shown.map(({ text }) => harmlessLines(text))], rows.map(cells));
}

/** OPA's metrics as a table. */
export function prettyMetrics(metrics: Readonly<Record<string, unknown>>): string {
	const rows = Object.entries(metrics).flatMap(([name, value]) =>
		typeof value === 'object' && value !== null
			? Object.entries(value).map(([part, inner]) => [`${name}_${part}`, cell(inner)])
			: [[name, cell(value)]],
	);
	return table(['Metric', 'Value'], rows);
}

/** OPA's profile as a table. */
export function prettyProfile(profile: readonly Readonly<Record<string, unknown>>[]): string {
	const rows = profile.map(({ total_time_ns, num_eval, num_redo, num_gen_expr, location }) => {
		const { file, row } = location as { readonly file: string; readonly row: number };
		const time = durationText(Number(total_time_ns) / 1e6);
		return [
			time,
			cell(num_eval),
			cell(num_redo),
			cell(num_gen_expr),
			`${file === '' ? 'query' : harmlessLines(file)}:${row}`,
		];
	});
	return table(['Time', 'Num Eval', 'Num Redo', 'Num Gen Expr', 'Location'], rows);
}

function cell(value: unknown): string {
	const text = jsonLine(value);
	return text.length > valueLimit ? `${text.slice(0, valueLimit)}...` : text;
}
