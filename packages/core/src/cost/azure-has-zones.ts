// https://learn.microsoft.com/azure/reliability/regions-list, the regions without availability zones. One that gets
// zones later is refused until it is taken out here.
const withoutZones: ReadonlySet<string> = new Set([
	'australiacentral',
	'australiacentral2',
	'australiasoutheast',
	'brazilsoutheast',
	'canadaeast',
	'francesouth',
	'germanynorth',
	'jioindiacentral',
	'jioindiawest',
	'koreasouth',
	'northcentralus',
	'norwaywest',
	'southafricawest',
	'southindia',
	'switzerlandwest',
	'uaecentral',
	'ukwest',
	'westcentralus',
	'westindia',
	'westus',
]);

/** Whether a region of azure has more than one zone: what is to outlive one stands in several there, and costs more. */
export function azureHasZones(region: string): boolean {
	return !withoutZones.has(region);
}
