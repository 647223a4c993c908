import type { PolicyMetadata } from '../contracts/bundle.js';
import { tenantPolicyPrefix } from '../model/tenant-policy.js';
import type { Facts } from './facts.js';
import { type LoadedPolicy, loadPolicy } from './load-bundle.js';
import { policyMetadataSchema } from './policy-metadata.js';

/** A policy of a tenant's own, handed over to be asked. */
export interface RunnablePolicy {
	readonly metadata: PolicyMetadata;
	/** That the facts name: what people approve is this policy and no other. */
	readonly digest: string;
	/** As {@link IsolatedPolicy} does. */
	evaluate(input: Uint8Array, deadlineMs: number): Promise<Readonly<Record<string, unknown>>>;
}

/** A policy of a tenant's own that was checked. */
export interface OwnPolicy extends LoadedPolicy {
	readonly digest: string;
	evaluate: RunnablePolicy['evaluate'];
}

// What was handed over is checked once, and taken as it was then.
const checked = new WeakMap<RunnablePolicy, OwnPolicy | null>();

/**
 * The tenant's own policies that can be asked, by id: those that the facts name and that were handed over with the same
 * digest. One that is missing, or is none, is left out: its bindings are then those of a policy that does not exist.
 *
 * @param bundled the ids that the bundle has, in the place of which no tenant can put anything
 */
export function ownPolicies(
	named: Readonly<NonNullable<Facts['tenant_policies']>>,
	given: readonly RunnablePolicy[],
	bundled: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, OwnPolicy> {
	const own = new Map<string, OwnPolicy>();
	if (named.length === 0) return own;
	const byDigest = new Map([...given].map((policy) => [policy.digest, policy]));
	for (const { id, digest } of named) {
		const runnable = byDigest.get(digest);
		if (runnable === undefined || bundled.has(id)) continue;
		const policy = checkedPolicy(runnable);
		if (policy?.metadata.id === id && policy.digest === digest) own.set(id, policy);
	}
	return own;
}

function checkedPolicy(runnable: RunnablePolicy): OwnPolicy | null {
	const known = checked.get(runnable);
	if (known !== undefined) return known;
	const policy = ownPolicy(runnable);
	checked.set(runnable, policy);
	return policy;
}

function ownPolicy(runnable: RunnablePolicy): OwnPolicy | null {
	const parsed = policyMetadataSchema.safeParse(runnable.metadata);
	if (!parsed.success || !parsed.data.id.startsWith(tenantPolicyPrefix)) return null;
	const { digest } = runnable;
	const evaluate = runnable.evaluate.bind(runnable);
	return { ...loadPolicy(parsed.data as PolicyMetadata), digest, evaluate };
}
