import type { Catalogue, MachineType } from '../contracts/catalogue.js';
import { estimateChanges } from '../cost/estimate.js';
import { type Deployment, subjectOf } from '../model/deployment.js';
import type { Estimate } from '../model/estimate.js';
import { machinePartsOf } from '../model/machine-part.js';
import type { ProviderId } from '../model/provider-id.js';

/** What the catalogue says of a deployment: all that a decision takes from it. */
export interface Assessment {
	readonly estimate: Estimate;
	/**
	 * The machine types that the catalogue knows, of each resource that has any: by address, and of a cluster's pools by
	 * address and name (`kubernetes/main/default`), as {@link machinePartsOf} names them.
	 */
	readonly machines: ReadonlyMap<string, MachineType>;
}

/** Prices a deployment and looks up its machine types. */
export function assess(deployment: Deployment, provider: ProviderId, catalogue: Catalogue): Assessment {
	const machines = new Map<string, MachineType>();
	for (const change of deployment.changes) {
		for (const { key, size, use } of machinePartsOf(subjectOf(change))) {
			const machine = catalogue.machineType(provider, size, use);
			if (machine !== undefined) machines.set(key, machine);
		}
	}
	return { estimate: estimateChanges(deployment.changes, provider, catalogue), machines };
}
