import type { PlannedResource } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { textAt } from '../read/value-at.js';
import { vaultOf } from './key-vault.js';
import { ownName } from './read-azure.js';

/** The role assignment beside a resource, and what is wrong with it, if anything is. */
export interface TakenAssignment {
	readonly assignment?: PlannedResource;
	readonly fault?: string | undefined;
}

/** What a role assignment of ours gives, and to whom. */
interface Given {
	readonly role: string;
	/** What the scope is like, where the plan knows it. */
	readonly scope: RegExp;
	readonly identity: PlannedResource | undefined;
}

/**
 * Takes the role assignment that lets a resource of ours use the customer's key. Those of others are left: a role is no
 * part of any kind, whoever stands beside it.
 *
 * @param key the customer's key; without one we write no assignment
 */
export function takeKeyAssignment(
	planned: PlannedPool,
	main: PlannedResource,
	identity: PlannedResource | undefined,
	key: string | undefined,
	role = 'Key Vault Crypto Service Encryption User',
): TakenAssignment {
	const assignment = ownName(main) === undefined ? undefined : planned.takeBeside(main, 'azurerm_role_assignment');
	if (assignment === undefined) return {};
	const vault = key === undefined ? undefined : vaultOf(key);
	if (vault === undefined) return { assignment, fault: notOurs(assignment) };
	const scope = new RegExp(`/providers/Microsoft\\.KeyVault/vaults/${vault}(?:/|$)`, 'i');
	return { assignment, fault: assignmentFault(assignment, { role, scope, identity }) };
}

/** What is wrong with a role assignment of ours, if anything is. */
export function assignmentFault(assignment: PlannedResource, { role, scope, identity }: Given): string | undefined {
	const { values } = assignment;
	const where = textAt(values, 'scope');
	const principal = textAt(values, 'principal_id');
	const isOurs =
		textAt(values, 'role_definition_name') === role &&
		textAt(values, 'principal_type') === 'ServicePrincipal' &&
		(where === undefined || scope.test(where)) &&
		(principal === undefined || principal === textAt(identity?.values, 'principal_id'));
	return isOurs ? undefined : notOurs(assignment);
}

const notOurs = ({ address }: PlannedResource) => `${address} gives rights that Portcullis did not write`;
