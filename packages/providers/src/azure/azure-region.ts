export { azureHasZones as hasZones } from '@portcullis/core';

/** Whether a text has the form of a region of azure: `westeurope`, `eastus2`. */
export function isAzureRegion(region: string): boolean {
	return /^[a-z]+\d?$/.test(region);
}
