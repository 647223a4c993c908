/** In how many zones the nodes of a regional cluster are. https://cloud.google.com/kubernetes-engine/docs/concepts/regional-clusters */
export const zonesOfRegion = 3;

/** How many nodes a pool starts with in each zone: enough for the fewest that it may have. */
export function startPerZone(min: number, zones: number): number {
	return Math.ceil(min / zones);
}
