import { isCollection, isMap, isNode, isScalar, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { checkNesting } from './check-nesting.js';
import { misunderstood, type Understood, understood } from './input-problem.js';
import { unfoldedSize } from './unfolded-size.js';

/** A text that was parsed, and the way from a path back to its place. */
export interface ParsedYaml {
	readonly value: unknown;
	/** Line and column, from 1, of the value at a path; of the nearest one around it where there is none. */
	locate(path: readonly (string | number)[]): Place;
}

interface Place {
	readonly line: number;
	readonly column: number;
}

// Aliases refer to the same value again and again: a few lines can stand for billions.
const maxValues = 100_000;

/** Parses one document of YAML 1.2, or JSON, which is a part of it. */
export function parseYaml(text: string, file: string): Understood<ParsedYaml> {
	const lines = new LineCounter();
	const placeOf = (offset: number): Place => {
		const { line, col } = lines.linePos(offset);
		return { line: Math.max(1, line), column: Math.max(1, col) };
	};
	const wrong = (message: string, offset: number) => misunderstood({ file, ...placeOf(offset), message });
	const excess = checkNesting(text);
	if (excess !== null) {
		countLines(text, lines);
		return wrong(excess.message, excess.offset);
	}
	const documents = withoutStackTraces(() => {
		const parsed = parseAllDocuments(text, {
			lineCounter: lines,
			prettyErrors: false,
			stringKeys: true,
			// Compares each key of a mapping with each: ours does not.
			uniqueKeys: false,
			logLevel: 'silent',
		});
		return 'empty' in parsed ? [] : parsed;
	});
	const [document, second] = documents;
	if (document === undefined) return misunderstood({ file, message: 'is empty' });
	// A tag that is not known comes as a warning, and its value as if it had none.
	const fault = document.errors[0] ?? document.warnings[0];
	if (fault !== undefined) return wrong(`is not YAML: ${fault.message}`, fault.pos[0]);
	if (second !== undefined) return wrong('holds more than one document; give each a file of its own', second.range[0]);
	const repeated = repeatedKey(document.contents);
	if (repeated !== null) return wrong(`names ${repeated.key} twice in one mapping`, repeated.offset);
	let value: unknown;
	try {
		value = document.toJS({ maxAliasCount: -1 });
	} catch (error) {
		return wrong(`is not YAML: ${error instanceof Error ? error.message : String(error)}`, 0);
	}
	if (unfoldedSize(value, maxValues) > maxValues) {
		return wrong('holds too many values once its aliases are followed; write the values out', 0);
	}
	const locate = (path: readonly (string | number)[]): Place => {
		for (let length = path.length; length > 0; length--) {
			const node = document.getIn(path.slice(0, length), true);
			if (isNode(node) && node.range != null) return placeOf(node.range[0]);
		}
		return placeOf(document.contents?.range?.[0] ?? 0);
	};
	return understood({ value, locate });
}

function repeatedKey(node: Node | null): { readonly key: string; readonly offset: number } | null {
	if (!isCollection(node)) return null;
	const seen = new Set<string>();
	for (const item of node.items as readonly unknown[]) {
		let child = item;
		if (isMap(node)) {
			const pair = item as { readonly key: unknown; readonly value: unknown };
			child = pair.value;
			if (isScalar(pair.key)) {
				const key = String(pair.key.value);
				if (seen.has(key)) return { key: JSON.stringify(key), offset: pair.key.range?.[0] ?? 0 };
				seen.add(key);
			}
		}
		const found = isNode(child) ? repeatedKey(child) : null;
		if (found !== null) return found;
	}
	return null;
}

// The parser makes an error object for each fault, and nobody looks at their stacks: they are most of the time.
function withoutStackTraces<Value>(body: () => Value): Value {
	const before = Error.stackTraceLimit;
	Error.stackTraceLimit = 0;
	try {
		return body();
	} finally {
		Error.stackTraceLimit = before;
	}
}

function countLines(text: string, lines: LineCounter): void {
	lines.addNewLine(0);
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
}
