import { fitName } from '../shared/fit-name.js';

/**
 * The name of a part of a network in the cloud, `main-apps`: subnets are named once in a region and firewall rules once
 * in a whole project, whatever network they are in. Compute Engine takes 63 characters.
 */
export function networkPartName(network: string, part: string): string {
	return fitName(`${network}-${part}`, 1, 63);
}
