import type { Catalogue, MachineType } from '../contracts/catalogue.js';
import { costOnly } from '../cost/cost-difference.js';
import { estimateChanges } from '../cost/estimate.js';
import { type JudgedChange, regionOf, subjectOf, unknownOf } from '../model/deployment.js';
import type { Cost, Estimate } from '../model/estimate.js';
import { type MachinePart, machinePartsOf } from '../model/machine-part.js';
import type { ProviderId } from '../model/vocabulary.js';
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

/** Prices a deployment or a plan, and looks up its machine types and regions. */
export function assess(
	{ changes }: { readonly changes: readonly JudgedChange[] },
	provider: ProviderId,
	catalogue: Catalogue,
): Assessment {
	const machines = new Map<string, MachineType>();
	const regions = new Map<string, RegionKnown>();
	for (const change of changes) {
		for (const { key, size, use } of knownMachines(change)) {
			const machine = catalogue.machineType(provider, size, use);
			if (machine !== undefined) machines.set(key, machine);
		}
		const region = regionOf(change);
		if (region !== undefined && !regions.has(region)) regions.set(region, regionKnown(region, provider, catalogue));
	}
	const standing = changes.filter((change) => change.before !== null);
	const lines = estimateChanges(standing, provider, catalogue, 'before').resources;
	const before = new Map(lines.map((line) => [line.resource, costOnly(line)]));
	return { estimate: estimateChanges(changes, provider, catalogue), machines, before, regions };
}

// What stands in for a size that is not known is no machine of the resource.
function knownMachines(change: JudgedChange): readonly MachinePart[] {
	const unknown = unknownOf(change);
	const isOpen = unknown.includes('size') || unknown.includes('node_pools');
	return isOpen ? [] : machinePartsOf(subjectOf(change), change.address);
}

function regionKnown(region: string, provider: ProviderId, catalogue: Catalogue): RegionKnown {
	const all = catalogue.regions(provider);
	return all.includes(region) ? { known: true, nearest: [] } : { known: false, nearest: nearest(region, all) };
}
