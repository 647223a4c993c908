import type { PlannedResource } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { listAt, textAt } from '../read/value-at.js';

/** The security groups that we wrote for something: its own, and that of the network that it joins. */
export function writtenGroups(
	planned: PlannedPool,
	main: PlannedResource,
	own: readonly ['vm' | 'database', string],
	network: string | undefined,
): { readonly own: PlannedResource | undefined; readonly network: PlannedResource | undefined } {
	const groups = planned.ofType('aws_security_group');
	const module = main.address.slice(0, main.address.lastIndexOf(`${main.type}.`));
	const named = (kind: string, name: string) =>
		groups.find(({ address }) => address === `${module}aws_security_group.${kind}_${name.replaceAll('-', '_')}`);
	return { own: named(...own), network: network === undefined ? undefined : named('network', network) };
}

/**
 * The first security group that something is in, and that is none of these. A plan knows the ids once the groups stand;
 * what it does not know is still to be made, by a block that is read.
 */
export function strangeGroup(
	values: PlannedResource['values'],
	groups: readonly (PlannedResource | undefined)[],
): string | undefined {
	const known = new Set(groups.map((group) => textAt(group?.values, 'id')));
	const strange = listAt(values, 'vpc_security_group_ids').find((id) => typeof id === 'string' && !known.has(id));
	return strange === undefined ? undefined : String(strange);
}
