import { createHash, hash } from 'node:crypto';
import type { LoadedBundle } from './load-bundle.js';
import type { Prepared } from './prepare.js';

/** What a decision was made of, as text, and its digests. */
export interface DecisionRecord {
	readonly text: string;
	/** The part of the text that policies see, as UTF-8. */
	readonly input: Uint8Array;
	readonly inputDigest: string;
	readonly subjectDigest: string;
}

/**
 * Writes down what is decided on. All of it is written once: one text is hashed for both digests, and a part of the same
 * bytes is what the evaluator reads.
 *
 * The text begins with what people approve: the bundle, the bindings, what stood before, project, parameters, prices
 * and resources. `subjectDigest` is of that beginning; then come the moment, who asks and what others use.
 */
export function recordOf({ input, won, deployment }: Prepared, bundle: LoadedBundle): DecisionRecord {
	const { tenant, action, project, bound, cost, resources, ...rest } = input;
	const before: Record<string, unknown> = {};
	for (const change of deployment.changes) if (change.before !== null) before[change.address] = change.before;
	const bindings = JSON.stringify(won.map(({ binding }) => binding));
	const head = `{"bundle":"${bundle.digest}","loaded":"${bundle.loaded}","bindings":${bindings},"before":${JSON.stringify(before)},"input":`;
	const approved = `${head}${JSON.stringify({ tenant, action, project, bound, cost, resources }).slice(0, -1)}`;
	const text = `${approved},${JSON.stringify(rest).slice(1)}}`;
	const bytes = Buffer.from(text);
	// Most texts are ASCII, where lengths in characters are lengths in bytes.
	const size = bytes.length === text.length ? (part: string) => part.length : Buffer.byteLength;
	return {
		text,
		input: bytes.subarray(size(head), -1),
		...digests(bytes, size(approved)),
	};
}

// Measured: one-shot hashing costs less than half of a hash object for small texts, twice as much for large ones, where
// the beginning would be read twice.
function digests(bytes: Uint8Array, approved: number): Pick<DecisionRecord, 'inputDigest' | 'subjectDigest'> {
	if (bytes.length < oneShot) {
		return { inputDigest: hash('sha256', bytes), subjectDigest: hash('sha256', bytes.subarray(0, approved)) };
	}
	const begun = createHash('sha256').update(bytes.subarray(0, approved));
	const subjectDigest = begun.copy().digest('hex');
	return { inputDigest: begun.update(bytes.subarray(approved)).digest('hex'), subjectDigest };
}

const oneShot = 32 * 1024;
