import type { Catalogue, MachineType } from '../contracts/catalogue.js';
import { estimateChanges } from '../cost/estimate.js';
import { priceResource } from '../cost/price-resource.js';
import { type Deployment, regionOf, subjectOf } from '../model/deployment.js';
import type { Cost, Estimate } from '../model/estimate.js';
import { machinePartsOf } from '../model/machine-part.js';
import type { ProviderId } from '../model/provider-id.js';
import type { Resource } from '../model/resource.js';
import { nearest } from '../util/nearest.js';

/** What the catalogue knows of a region: that there is one, or which have a like name. */
export interface RegionKnown {
	readonly known: boolean;
	/** Regions of the same cloud with a like name; empty where the region is known. */
	readonly nearest: readonly string[];
}

/** What the catalogue says of a deployment: all that a decision takes from it. */
export interface Assessment {
	readonly estimate: Estimate;
	/**
	 * The machine types that the catalogue knows, of each resource that has any: by address, and of a cluster's pools by
	 * address and name (`kubernetes/main/default`), as {@link machinePartsOf} names them.
	 */
	readonly machines: ReadonlyMap<string, MachineType>;
	/** What costs now, at the prices of now, that which stands of each resource, by address; what is left out is unknown. */
	readonly before?: ReadonlyMap<string, Cost>;
	/** What the catalogue knows of the regions that the resources name; what is left out is unknown. */
	readonly regions?: ReadonlyMap<string, RegionKnown>;
}

/** Prices a deployment and looks up its machine types and regions. */
export function assess(deployment: Deployment, provider: ProviderId, catalogue: Catalogue): Assessment {
	const machines = new Map<string, MachineType>();
	const before = new Map<string, Cost>();
	const regions = new Map<string, RegionKnown>();
	for (const change of deployment.changes) {
		const subject = subjectOf(change);
		for (const { key, size, use } of machinePartsOf(subject)) {
			const machine = catalogue.machineType(provider, size, use);
			if (machine !== undefined) machines.set(key, machine);
		}
		if (change.before !== null) before.set(change.address, costOf(change.before, provider, catalogue));
		const region = regionOf(change);
		if (region !== undefined && !regions.has(region)) regions.set(region, regionKnown(region, provider, catalogue));
	}
	return { estimate: estimateChanges(deployment.changes, provider, catalogue), machines, before, regions };
}

function costOf(resource: Resource, provider: ProviderId, catalogue: Catalogue): Cost {
	const { hourly_micros, monthly_micros, complete } = priceResource(resource, provider, catalogue);
	return { hourly_micros, monthly_micros, complete };
}

function regionKnown(region: string, provider: ProviderId, catalogue: Catalogue): RegionKnown {
	const all = catalogue.regions(provider);
	return all.includes(region) ? { known: true, nearest: [] } : { known: false, nearest: nearest(region, all) };
}
