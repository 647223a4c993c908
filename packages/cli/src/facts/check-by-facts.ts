import {
	type Catalogue,
	checkPlan,
	createEngine,
	type Facts,
	type Plan,
	type PlanCheck,
	type Result,
} from '@portcullis/core';
import { defaultBundle } from '@portcullis/policies';

// Named one by one, so that the bundled command loads neither the store nor what makes policies for it.
/** Judges a plan on facts of a file by the policies that come with Portcullis. */
export async function checkByFacts(
	plan: Plan,
	facts: Facts,
	catalogue: Catalogue,
	now: number,
): Promise<Result<PlanCheck>> {
	return checkPlan({ plan, facts, engine: createEngine(await defaultBundle()), catalogue, now });
}
