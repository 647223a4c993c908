import { type Ingress, type Network, overlaps, type Problem, type Project, rangeOf } from '@portcullis/core';
import type { Say } from '../shared/say.js';
import { checkAzure } from './check-azure.js';
import { fixedPrefix } from './fixed-rules.js';
import { rulePriority } from './rule-priority.js';

// https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq: ranges that a network may not use.
const reserved = ['224.0.0.0/4', '255.255.255.255/32', '127.0.0.0/8', '169.254.0.0/16', '168.63.129.16/32'];

/** Holds a network to the rules of Azure. */
export function checkAzureNetwork(network: Network, _project: Project): readonly Problem[] {
	return checkAzure(network, (say) => {
		for (const range of reserved) {
			if (overlaps(network.cidr, range)) {
				say(['cidr'], `must not overlap ${range}, which azure keeps for itself`, network.cidr);
			}
		}
		for (const [index, { cidr }] of network.subnets.entries()) {
			if (rangeOf(cidr).prefix > 29) {
				say(['subnets', index, 'cidr'], 'must be /29 or larger: azure keeps five addresses of each subnet', cidr);
			}
		}
		checkIngress(network.ingress, say);
	});
}

function checkIngress(rules: readonly Ingress[], say: Say): void {
	const priorities = new Map<number, string>();
	for (const [index, rule] of rules.entries()) {
		const priority = rulePriority(rule.name);
		const other = priorities.get(priority);
		if (other !== undefined) {
			const message = `comes to the same priority on azure as rule ${other}, by chance; choose another name`;
			say(['ingress', index, 'name'], message, rule.name);
		}
		priorities.set(priority, rule.name);
		if (rule.name.startsWith(fixedPrefix)) {
			say(['ingress', index, 'name'], `must not begin with ${fixedPrefix}, as rules of Portcullis do`, rule.name);
		}
		for (const [at, source] of rule.sources.entries()) {
			const path = ['ingress', index, 'sources', at];
			if (source.includes(':')) {
				say(path, 'must be an IPv4 range on azure, where networks of Portcullis have no other addresses', source);
				continue;
			}
			const wider = rule.sources.slice(0, at).find((before) => !before.includes(':') && overlaps(before, source));
			if (wider !== undefined) say(path, `must not overlap ${wider}, which stands in the same rule`, source);
		}
		for (const [at, ports] of rule.ports.entries()) {
			const wider = rule.ports.slice(0, at).find(({ from, to }) => from <= ports.to && ports.from <= to);
			if (wider === undefined) continue;
			const message = `must not overlap ${wider.from} to ${wider.to}, which stands in the same rule`;
			say(['ingress', index, 'ports', at], message, ports);
		}
	}
}
