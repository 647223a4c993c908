import { amountsOf } from '../engine/amounts-of.js';
import type { ResourceUse } from '../model/resource-use.js';
import type { StandingResource } from '../model/session.js';

/**
 * How a resource that stands was counted. What an earlier version deployed is measured by itself: what only the
 * catalogue could tell was not counted then.
 */
export function useOf({ address, resource, deployed_by, use }: StandingResource): ResourceUse {
	const counted = use ?? { actor: deployed_by, amounts: amountsOf(resource, new Map(), null) };
	return { resource: address, ...counted };
}
