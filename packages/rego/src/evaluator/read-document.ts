import { EvaluationError } from './evaluation-error.js';

/** Texts, so that what stands in them is passed over, and numbers. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?[\d.][\d.eE+-]*/g;

/**
 * Reads the list of results of one entrypoint: the document, if it is an object.
 *
 * @throws EvaluationError `EVALUATION_UNDEFINED`, or `EVALUATION_VALUE` where JavaScript would silently change a number
 */
export function readDocument(text: string): Readonly<Record<string, unknown>> {
	const results = read(text);
	const [only, ...more] = Array.isArray(results) ? results : [];
	const document: unknown = more.length === 0 ? Reflect.get(Object(only), 'result') : undefined;
	if (document === undefined) throw new EvaluationError('EVALUATION_UNDEFINED', 'the entrypoint has no value');
	if (typeof document !== 'object' || document === null || Array.isArray(document)) {
		throw new EvaluationError('EVALUATION_VALUE', 'the value of the entrypoint is not an object');
	}
	return document as Readonly<Record<string, unknown>>;
}

function read(text: string): unknown {
	// The one test is cheap, the other is not: few results hold a number so long.
	if (/\d{16}|[eE]\+?\d/.test(text)) requireExact(text);
	try {
		return JSON.parse(text);
	} catch (cause) {
		// Rego may write .5, and the module repeats what the source wrote.
		const repaired = text.replace(TEXT_OR_NUMBER, (token) => token.replace(/^(-?)\./, '$10.'));
		try {
			return JSON.parse(repaired);
		} catch {
			throw new EvaluationError('EVALUATION_VALUE', 'the result cannot be written as JSON', { cause });
		}
	}
}

function requireExact(text: string): void {
	for (const [token] of text.matchAll(TEXT_OR_NUMBER)) {
		if (token.startsWith('"') || isExact(token)) continue;
		throw new EvaluationError('EVALUATION_VALUE', `the result holds ${token}, which JavaScript would change`);
	}
}

/** A fraction is what every reader of JSON makes of it; an integer is itself or it is wrong. */
function isExact(token: string): boolean {
	const number = Number(token);
	return Number.isFinite(number) && (!/^-?\d+$/.test(token) || BigInt(token) === BigInt(number));
}
