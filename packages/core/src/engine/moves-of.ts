import { type Deployment, subjectOf } from '../model/deployment.js';
import type { ResourceUse } from '../model/resource-use.js';
import { amountsOf } from './amounts-of.js';
import type { Assessment } from './assess.js';
import type { Move } from './requested-of.js';

/**
 * What each change of a deployment takes and gives back.
 *
 * @param standing how what stands was counted. What is not in it is measured by itself: what only the catalogue could
 * tell was not counted
 * @param asker on whose account new resources come
 */
export function movesOf(
	{ changes }: Deployment,
	{ estimate, machines }: Assessment,
	standing: readonly ResourceUse[],
	asker: string,
): Move[] {
	const counted = new Map(standing.map((use) => [use.resource, use]));
	return changes.map((change, index) => {
		const { address: resource, after } = change;
		const before = change.before === null ? null : (counted.get(resource) ?? uncounted(change.before, resource, asker));
		if (after === null) return { change, before, after };
		const cost = estimate.resources[index] ?? null;
		const amounts = amountsOf(subjectOf(change), machines, cost);
		return { change, before, after: { resource, actor: before?.actor ?? asker, amounts } };
	});
}

function uncounted(resource: Parameters<typeof amountsOf>[0], address: string, actor: string): ResourceUse {
	return { resource: address, actor, amounts: amountsOf(resource, new Map(), null) };
}
