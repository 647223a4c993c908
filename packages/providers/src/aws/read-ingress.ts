import type { PlannedResource } from '@portcullis/core';
import { listAt, textAt, valueAt } from '../read/value-at.js';

/** The rules of a security group, those of one name together again as the model has them. */
export interface ReadIngress {
	readonly ingress: readonly Readonly<Record<string, unknown>>[];
	/** What the model cannot say of them. */
	readonly unfit?: string;
}

/** Reads rules that are blocks of their own; their description is the name of the model's rule. */
export function readIngress(rules: readonly PlannedResource[]): ReadIngress {
	const names = new Set(rules.map(({ values }) => textAt(values, 'description')));
	const ingress: Record<string, unknown>[] = [];
	for (const name of names) {
		const values = rules.map((rule) => rule.values).filter((own) => textAt(own, 'description') === name);
		const protocols = new Set(values.map((own) => textAt(own, 'ip_protocol')?.replace('icmpv6', 'icmp')));
		const ports = new Map(
			values
				.map((own) => ({ from: valueAt(own, 'from_port'), to: valueAt(own, 'to_port') }))
				.map((range) => [`${range.from} ${range.to}`, range]),
		);
		const sources = new Set(values.map((own) => textAt(own, 'cidr_ipv4') ?? textAt(own, 'cidr_ipv6')));
		const [protocol] = protocols;
		// A rule of the model lets every source in at every port, by one protocol.
		if (protocols.size !== 1 || values.length !== ports.size * sources.size) {
			return { ingress: [], unfit: `ingress: ${name} does not let every source in at every port` };
		}
		const range = protocol === 'icmp' ? [] : [...ports.values()];
		ingress.push({ name, protocol, ports: range, sources: [...sources] });
	}
	return { ingress };
}

/**
 * Whether a security group lets in what none of these blocks says. Once it stands, a plan shows what the blocks made in
 * the group itself; anything else was put there by hand.
 */
export function letsInMore({ values }: PlannedResource, rules: readonly PlannedResource[]): boolean {
	const shown = valueAt(values, 'ingress');
	if (!Array.isArray(shown)) return false;
	return shown.some((rule) => {
		const sources = [...listAt(rule, 'cidr_blocks'), ...listAt(rule, 'ipv6_cidr_blocks')];
		const others = [...listAt(rule, 'security_groups'), ...listAt(rule, 'prefix_list_ids')];
		if (sources.length === 0 || others.length > 0 || valueAt(rule, 'self') === true) return true;
		return sources.some(
			(source) =>
				!rules.some(
					(block) =>
						source === (textAt(block.values, 'cidr_ipv4') ?? textAt(block.values, 'cidr_ipv6')) &&
						valueAt(rule, 'protocol') === valueAt(block.values, 'ip_protocol') &&
						valueAt(rule, 'from_port') === valueAt(block.values, 'from_port') &&
						valueAt(rule, 'to_port') === valueAt(block.values, 'to_port'),
				),
		);
	});
}
