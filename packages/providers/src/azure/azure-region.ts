/** Whether a text has the form of a region of azure: `westeurope`, `eastus2`. */
export function isAzureRegion(region: string): boolean {
	return /^[a-z]+\d?$/.test(region);
}

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

/** Whether a region has more than one zone: what is to outlive one needs it. */
export function hasZones(region: string): boolean {
	return !withoutZones.has(region);
}
