import type { PlannedResource } from '@portcullis/core';
import { tfIdIfAny } from '../cdk/tf-id.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { listAt, textAt } from '../read/value-at.js';

/**
 * What is wrong with the security group that all machines of a resource of ours share, if anything is: we write it
 * without rules, as one without rules lets in nothing from outside the network.
 *
 * @param joined what puts the group before the machine's network interface
 */
export function machineGroupFault(
	planned: PlannedPool,
	name: string,
	joined: PlannedResource | undefined,
): string | undefined {
	const groups = planned
		.ofType('azurerm_network_security_group')
		.filter((group) => group.name === tfIdIfAny('vm', name));
	const open = groups.find((group) => listAt(group.values, 'security_rule').length > 0 || hasRules(planned, group));
	if (open !== undefined) return `public_ip: ${open.address} has rules that Portcullis did not write`;
	const joins = textAt(joined?.values, 'network_security_group_id');
	const elsewhere = groups.some((group) => {
		const id = textAt(group.values, 'id');
		return joins !== undefined && id !== undefined && !isSame(joins, id);
	});
	return elsewhere ? 'public_ip: its network interface has another security group than its own' : undefined;
}

// Rules that are blocks of their own name the group that they belong to. The name of a group of ours is always known.
function hasRules(planned: PlannedPool, group: PlannedResource): boolean {
	return planned.ofType('azurerm_network_security_rule').some(({ values }) => {
		const place = textAt(values, 'resource_group_name');
		const ownPlace = textAt(group.values, 'resource_group_name');
		return (
			isSame(textAt(values, 'network_security_group_name') ?? '', textAt(group.values, 'name') ?? '') &&
			(place === undefined || ownPlace === undefined || isSame(place, ownPlace))
		);
	});
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
