import type { PlannedResource } from '@portcullis/core';
import { textAt, valueAt } from '../read/value-at.js';

/** A rule that every security group of a network has. */
export interface FixedRule {
	readonly name: string;
	readonly priority: number;
	readonly access: 'Allow' | 'Deny';
	readonly source: string;
}

/** What the names of {@link fixedRules} begin with; a rule of the user's may not. */
export const fixedPrefix = 'portcullis-';

/**
 * The rules that every security group of a network has, behind those of the user. Azure itself lets in whatever it calls
 * the virtual network, and that is also every network that is peered with it and all that lies behind a gateway. Here it
 * is the network's own range: clusters need that among their nodes, databases from whoever uses them.
 */
export function fixedRules(cidr: string): readonly FixedRule[] {
	return [
		{ name: `${fixedPrefix}own-network`, priority: 4095, access: 'Allow', source: cidr },
		{ name: `${fixedPrefix}other-networks`, priority: 4096, access: 'Deny', source: 'VirtualNetwork' },
	];
}

/** What is wrong with the fixed rules of a group, if anything is. */
export function fixedRulesFault(rules: readonly PlannedResource[], cidr: string): string | undefined {
	const right = fixedRules(cidr).every(({ name, priority, access, source }) => {
		const rule = rules.find(({ values }) => textAt(values, 'name') === name)?.values;
		const everything = ['protocol', 'source_port_range', 'destination_port_range', 'destination_address_prefix'];
		return (
			rule !== undefined &&
			textAt(rule, 'direction') === 'Inbound' &&
			textAt(rule, 'access') === access &&
			valueAt(rule, 'priority') === priority &&
			textAt(rule, 'source_address_prefix') === source &&
			everything.every((key) => textAt(rule, key) === '*')
		);
	});
	return right && rules.length === 2 ? undefined : 'ingress: the rules that keep other networks out were changed';
}
