import { createHash } from 'node:crypto';
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
 * The text begins with what people approve: the bundle, the bindings, what stood before, project, parameters, prices,
 * regions and resources. `subjectDigest` is of that beginning; then come the moment, who asks, what others use, what
 * windows lie around the moment, and the waivers that hold.
 */
export function recordOf({ input, won, deployment, waivers }: Prepared, bundle: LoadedBundle): DecisionRecord {
	const { tenant, action, project, bound, cost, regions, resources } = input;
	const { now, actor, quotas, spending, windows, unknown } = input;
	const before: Record<string, unknown> = {};
	for (const change of deployment.changes) if (change.before !== null) before[change.address] = change.before;
	const bindings = JSON.stringify(won.map(({ binding }) => binding));
	const head = `{"bundle":"${bundle.digest}","loaded":"${bundle.loaded}","bindings":${bindings},"before":${JSON.stringify(before)},"input":`;
	const approved = `${head}${JSON.stringify({ tenant, action, project, bound, cost, regions, resources }).slice(0, -1)}`;
	const asked = `${approved},${JSON.stringify({ now, actor, quotas, spending, windows, unknown }).slice(1)}`;
	// Behind what policies see: they say what is wrong, whoever has lifted it.
	const text = waivers.length === 0 ? `${asked}}` : `${asked},"waivers":${JSON.stringify(waivers)}}`;
	const bytes = Buffer.from(text);
	// Most texts are ASCII, where lengths in characters are lengths in bytes.
	const size = bytes.length === text.length ? (part: string) => part.length : Buffer.byteLength;
	// One pass over the bytes for both digests: the state is copied where the beginning ends.
	const begun = createHash('sha256').update(bytes.subarray(0, size(approved)));
	const subjectDigest = begun.copy().digest('hex');
	const inputDigest = begun.update(bytes.subarray(size(approved))).digest('hex');
	return { text, input: bytes.subarray(size(head), size(asked)), inputDigest, subjectDigest };
}
