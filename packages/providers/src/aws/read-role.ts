import type { PlannedResource } from '@portcullis/core';
import { textAt, valueAt } from '../read/value-at.js';

/**
 * What somebody gave a role of ours beyond what we give it: policies inside it, or one attached that is none of ours.
 *
 * @param given the names of aws's policies that such a role has
 */
export function roleGivenMore(blocks: readonly PlannedResource[], given: readonly string[]): string | undefined {
	for (const { type, address, values } of blocks) {
		const inside = ['inline_policy', 'managed_policy_arns'].some((key) => {
			const list = valueAt(values, key);
			return Array.isArray(list) && list.length > 0;
		});
		if (type === 'aws_iam_role' && inside) return `${address} may do more than the model can say`;
		if (type !== 'aws_iam_role_policy_attachment') continue;
		const policy = textAt(values, 'policy_arn')?.replace(/^arn:aws[a-z-]*:iam::aws:policy\//, '');
		if (!given.some((name) => name === policy)) return `${address} gives more than the model can say`;
	}
	return undefined;
}
