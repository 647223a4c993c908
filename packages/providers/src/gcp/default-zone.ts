/**
 * The zone of a machine on gcp that names none: the region's zone b. Every region has one; some have no a (us-east1,
 * europe-west1). Whoever compares a machine that was read back with one that was asked for fills this in first.
 */
export function defaultGcpZone(region: string): string {
	return `${region}-b`;
}
