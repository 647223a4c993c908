import type { PlannedResource } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { textAt } from '../read/value-at.js';
import { ownName, takePointing } from './read-azure.js';

/** The lock against deletion of a resource, and why it cannot be told, where it cannot. */
export interface TakenLock {
	readonly lock?: PlannedResource | undefined;
	readonly fault?: string | undefined;
}

/**
 * Takes the lock of a resource: of ours the one of its name, which a plan knows no more of, of others the one that names
 * its id. A lock on something else protects nothing here, whatever its block is called.
 */
export function takeLock(planned: PlannedPool, main: PlannedResource): TakenLock {
	const type = 'azurerm_management_lock';
	if (ownName(main) === undefined) {
		const { sure, vague } = takePointing(planned, main, type, { scope: 'id' });
		// A second lock is left to be named.
		for (const lock of sure.slice(1)) planned.putBack(lock);
		const doubt = `deletion_protection: the plan does not say what ${vague[0]?.address} locks`;
		return { lock: sure[0], fault: sure.length === 0 && vague.length > 0 ? doubt : undefined };
	}
	const lock = planned.takeBeside(main, type);
	const scope = textAt(lock?.values, 'scope');
	if (scope === undefined || scope.toLowerCase() === textAt(main.values, 'id')?.toLowerCase()) return { lock };
	return { lock, fault: `deletion_protection: ${lock?.address} locks something else` };
}
