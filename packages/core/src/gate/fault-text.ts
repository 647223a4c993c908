import { resolve, sep } from 'node:path';
import { PortcullisError } from '../model/portcullis-error.js';

/**
 * What people are told of a fault. The reason of a failed deployment is kept and shown to whoever may see the project,
 * so it names files from the folder of the projects on, not where that lies on the machine; and of what was not
 * foreseen it says only that.
 */
export function faultText(cause: unknown, terraformRoot: string): string {
	if (!(cause instanceof PortcullisError)) return 'something went wrong that was not foreseen';
	const roots = [resolve(terraformRoot), terraformRoot].filter((root) => root.length > 1);
	return roots.reduce((text, root) => text.replaceAll(`${root}${sep}`, '').replaceAll(root, '.'), cause.message);
}
