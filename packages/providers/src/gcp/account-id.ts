import { fitName } from '../shared/fit-name.js';

/** The id of the service account of a machine: `vm-web-api`. IAM wants 6 to 30 characters. */
export function accountId(name: string): string {
	return fitName(`vm-${name}`, 6, 30);
}
