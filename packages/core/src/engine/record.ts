import { createHash } from 'node:crypto';
import { sha256 } from '../util/sha256.js';
import type { Bound } from './bind.js';
import type { LoadedBundle } from './load-bundle.js';
import type { Material } from './material.js';
import type { PolicyInput } from './policy-input.js';
import type { OwnPolicy } from './tenant-policies.js';

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
 * The text begins with what people approve: the bundle, the tenant's own policies that are asked, the bindings, what
 * stood before, project, parameters, prices, regions and resources. `subjectDigest` is of that beginning; then come the
 * moment, who asks, what others use and what windows lie around the moment, and what policies do not see: the words of
 * texts, the bindings that had nothing to judge, for another bundle may give them something, and the waivers that hold. `readRecord` makes the same material of it again. Of a
 * plan only the digest is there, where a policy was given it: what is decided of one is not kept.
 */
export function recordOf(
	{ before, words, waivers }: Material,
	input: PolicyInput,
	{ won, idle }: Bound,
	bundle: LoadedBundle,
	own: ReadonlyMap<string, Pick<OwnPolicy, 'digest'>>,
	rawPlan: string | null = null,
): DecisionRecord {
	const { tenant, action, project, bound, cost, regions, resources, plan, ...rest } = input;
	const does = action === undefined ? {} : { action };
	const planned = plan === undefined ? {} : { plan };
	const bindings = JSON.stringify([...new Set(won.map(({ binding }) => binding))]);
	const digests = [...own].map(([id, { digest }]) => [id, digest]);
	const asked = own.size === 0 ? '' : `"tenant_policies":${JSON.stringify(Object.fromEntries(digests))},`;
	const head = `{"bundle":"${bundle.digest}","loaded":"${bundle.loaded}",${asked}"bindings":${bindings},"before":${JSON.stringify(before)},"input":`;
	const approved = `${head}${JSON.stringify({ tenant, ...does, project, bound, cost, regions, resources, ...planned }).slice(0, -1)}`;
	const lifted = waivers.length === 0 ? {} : { waivers };
	const raw = rawPlan === null ? {} : { raw_plan: sha256(rawPlan) };
	const beside = `,${JSON.stringify({ words, idle, ...lifted, ...raw }).slice(1)}`;
	const text = `${approved},${JSON.stringify(rest).slice(1)}${beside}`;
	const bytes = Buffer.from(text);
	// Most texts are ASCII, where lengths in characters are lengths in bytes.
	const size = bytes.length === text.length ? (part: string) => part.length : Buffer.byteLength;
	// One pass over the bytes for both digests: the state is copied where the beginning ends.
	const begun = createHash('sha256').update(bytes.subarray(0, size(approved)));
	const subjectDigest = begun.copy().digest('hex');
	const inputDigest = begun.update(bytes.subarray(size(approved))).digest('hex');
	const seen = bytes.subarray(size(head), bytes.length - size(beside));
	return { text, input: seen, inputDigest, subjectDigest };
}
