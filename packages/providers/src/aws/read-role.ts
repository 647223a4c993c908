import type { PlannedResource } from '@portcullis/core';
import { listAt, textAt, valueAt } from '../read/value-at.js';

/**
 * What somebody gave a role of ours beyond what we give it: policies inside it, or one attached that is none of ours.
 *
 * @param given the names of aws's policies that such a role has
 */
export function roleGivenMore(blocks: readonly PlannedResource[], given: readonly string[]): string | undefined {
	const ours = (policy: unknown) =>
		given.some((name) => new RegExp(`^arn:aws[a-z-]*:iam::aws:policy/${name}$`).test(String(policy)));
	for (const { type, address, values } of blocks) {
		// A role that stands shows what is attached to it, and an empty policy where there is none inside it.
		const attached = listAt(values, 'managed_policy_arns');
		const inside = listAt(values, 'inline_policy').some((policy) => textAt(policy, 'name') !== undefined);
		if (type === 'aws_iam_role' && (inside || !attached.every(ours)))
			return `${address} may do more than the model can say`;
		if (type === 'aws_iam_role_policy_attachment' && !ours(valueAt(values, 'policy_arn'))) {
			return `${address} gives more than the model can say`;
		}
	}
	return undefined;
}
