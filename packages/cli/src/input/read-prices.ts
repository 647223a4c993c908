import { basename } from 'node:path';
import type { Problem } from '@portcullis/core';
import { CsvError, parse } from 'csv-parse/sync';
import type { Io } from '../io/io.js';
import type { PlacedProblem } from '../output/json-document.js';
import { misunderstood, type Understood, understood } from './input-problem.js';
import { parseYaml } from './parse-yaml.js';
import { readLimited } from './read-limited.js';

/** Prices of one's own as they stand in a file, not yet held against anything. */
export interface PriceFile {
	readonly value: unknown;
	/** Says where in the file a problem stands. */
	place(problem: Problem): PlacedProblem;
}

/** The most bytes that a file of prices may have: 5 MB. */
const mostBytes = 5_000_000;

/**
 * Reads prices of one's own from a file in YAML or JSON, or from one whose name ends in `.csv`: a price a line, under a
 * line with the names of the fields. An empty cell is a field that is left out.
 */
export async function readPrices(file: string, io: Io): Promise<Understood<PriceFile>> {
	if (file === '-') {
		return misunderstood({
			path: ['--prices'],
			message: 'must be a file: what is requested must be approved at the same prices',
		});
	}
	const text = await readLimited(file, io, mostBytes);
	if (text.kind === 'problems') return text;
	if (/\.csv$/i.test(file)) return parseCsv(text.value, file);
	const parsed = parseYaml(text.value, file);
	if (parsed.kind === 'problems') return parsed;
	const { value, locate } = parsed.value;
	return understood({ value, place: (found) => ({ ...found, file, ...locate(found.path) }) });
}

interface Line {
	readonly record: Readonly<Record<string, string>>;
	readonly info: { readonly lines: number };
}

function parseCsv(text: string, file: string): Understood<PriceFile> {
	let lines: readonly Line[];
	try {
		lines = parse(text, { bom: true, columns: true, info: true, skip_empty_lines: true, trim: true });
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const { message, lines: line } = error;
		return misunderstood({ file, message: `is not CSV: ${message}`, ...(typeof line === 'number' ? { line } : {}) });
	}
	const prices = lines.map(({ record }) => fieldsOf(record));
	const place = (found: Problem): PlacedProblem => {
		const [list, index] = found.path;
		const line = list === 'prices' && typeof index === 'number' ? lines[index]?.info.lines : undefined;
		return { ...found, file, ...(line === undefined ? {} : { line }) };
	};
	return understood({ value: { source: basename(file), prices }, place });
}

const numbers = new Set(['vcpu_milli', 'memory_mib']);

// A cell is text: what the fields say otherwise is read as YAML would.
function fieldsOf(record: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(record).flatMap(([name, cell]): [string, unknown][] => {
			if (cell === '') return [];
			if (name === 'new') return cell === 'false' ? [] : [[name, cell === 'true' ? true : cell]];
			return [[name, numbers.has(name) && /^\d+$/.test(cell) ? Number(cell) : cell]];
		}),
	);
}
