import { type JudgedChange, subjectOf, unknownOf } from '../model/deployment.js';
import type { ResourceUse } from '../model/resource-use.js';
import { amountsOf } from './amounts-of.js';
import type { Assessment } from './assess.js';
import type { Move } from './requested-of.js';

/**
 * What each change of a deployment takes and gives back.
 *
 * @param standing how what stands was counted. What is not in it is measured by itself: what only the catalogue could
 * tell was not counted. Of a plan, something that it creates can stand already: in the document that was approved
 * @param asker on whose account new resources come
 */
export function movesOf(
	changes: readonly JudgedChange[],
	{ estimate, machines }: Assessment,
	standing: readonly ResourceUse[],
	asker: string,
): Move[] {
	const counted = new Map(standing.map((use) => [use.resource, use]));
	return changes.map((change, index) => {
		const { address: resource, after } = change;
		const before = counted.get(resource) ?? uncounted(change, asker);
		if (after === null) return { change, before, after };
		const cost = estimate.resources[index] ?? null;
		const amounts = amountsOf(subjectOf(change), machines, cost, {
			address: resource,
			unknown: unknownOf(change),
		});
		return { change, before, after: { resource, actor: before?.actor ?? asker, amounts } };
	});
}

function uncounted({ address, before, unknown_before }: JudgedChange, actor: string): ResourceUse | null {
	if (before === null) return null;
	return { resource: address, actor, amounts: amountsOf(before, new Map(), null, { unknown: unknown_before ?? [] }) };
}
