import type { PlannedResource } from '@portcullis/core';
import { textAt, valueAt } from '../read/value-at.js';

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
