import type { PolicyInput } from './policy-input.js';
import type { OwnPolicy } from './tenant-policies.js';
import { wordsOfCause } from './words-of-cause.js';

/** What one policy gave, unread. */
export type PolicyDocument =
	| { readonly kind: 'document'; readonly value: unknown }
	| { readonly kind: 'failed'; readonly reason: string };

/** What policies gave, by id. */
export type PolicyDocuments = ReadonlyMap<string, PolicyDocument>;

/** Of no policy. */
export const noDocuments: PolicyDocuments = new Map();

/**
 * Asks a tenant's own policies, one after the other, so that none is slow because of another. Whatever goes wrong
 * becomes a failure of the policy that it happened to; nothing is thrown. Of each answer only what the policy says under
 * its own id is taken.
 *
 * @param bytesFor the input as JSON, as a policy is to see it
 * @param deadlineMs for each of them
 */
export async function askOwn(
	own: ReadonlyMap<string, OwnPolicy>,
	input: PolicyInput,
	bytesFor: (policy: OwnPolicy) => Uint8Array,
	deadlineMs: number,
): Promise<PolicyDocuments> {
	const documents = new Map<string, PolicyDocument>();
	for (const [id, policy] of own) {
		if (!Object.hasOwn(input.bound, id)) continue;
		try {
			const said: unknown = await policy.evaluate(bytesFor(policy), deadlineMs);
			const value: unknown = Object.hasOwn(Object(said), id) ? Reflect.get(Object(said), id) : undefined;
			documents.set(id, { kind: 'document', value });
		} catch (cause) {
			documents.set(id, { kind: 'failed', reason: wordsOfCause(cause) });
		}
	}
	return documents;
}
