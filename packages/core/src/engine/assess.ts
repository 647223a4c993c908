import type { Catalogue, MachineType } from '../contracts/catalogue.js';
import { estimateChanges } from '../cost/estimate.js';
import { type Deployment, subjectOf } from '../model/deployment.js';
import type { Estimate } from '../model/estimate.js';
import type { ProviderId } from '../model/provider-id.js';

/** What the catalogue says of a deployment: all that a decision takes from it. */
export interface Assessment {
	readonly estimate: Estimate;
	/** The machine type of each resource that has one and that the catalogue knows, by address. */
	readonly machines: ReadonlyMap<string, MachineType>;
}

/** Prices a deployment and looks up its machine types. */
export function assess(deployment: Deployment, provider: ProviderId, catalogue: Catalogue): Assessment {
	const machines = new Map<string, MachineType>();
	for (const change of deployment.changes) {
		const machine = catalogue.machineType(provider, subjectOf(change).size);
		if (machine !== undefined) machines.set(change.address, machine);
	}
	return { estimate: estimateChanges(deployment.changes, provider, catalogue), machines };
}
