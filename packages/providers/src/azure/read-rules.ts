import type { PlannedResource } from '@portcullis/core';
import { textAt, valueAt } from '../read/value-at.js';
import { inOrder } from './read-azure.js';

/** What a group's rules say: what they let in, or why the model cannot say it. */
export interface ReadRules {
	readonly ingress: readonly unknown[];
	readonly unfit: string | undefined;
}

/** Reads rules of security groups, each a block of its own. */
export function readRules(rules: readonly PlannedResource[]): ReadRules {
	const read = rules.map((rule) => ({ rule, ...readRule(rule) }));
	const faulty = read.find(({ unfit }) => unfit !== undefined);
	return {
		ingress: inOrder(
			read.map(({ ingress }) => ingress),
			({ name }) => name,
		),
		unfit: faulty && `ingress: ${faulty.rule.address} ${faulty.unfit}`,
	};
}

interface ReadRule {
	readonly ingress: { readonly name: string | undefined; readonly [field: string]: unknown };
	readonly unfit: string | undefined;
}

function readRule({ values }: PlannedResource): ReadRule {
	const one = (name: string) => textAt(values, name);
	const protocol = { Tcp: 'tcp', Udp: 'udp', Icmp: 'icmp' }[one('protocol') ?? ''];
	const sources = one('source_address_prefix') === '*' ? ['0.0.0.0/0'] : both(values, 'source_address_prefix', 'es');
	const ports =
		protocol === 'icmp' && one('destination_port_range') === '*' ? [] : both(values, 'destination_port_range', 's');
	const ranges = ports.map(portRange).sort((a, b) => (a?.from ?? 0) - (b?.from ?? 0));
	return {
		ingress: { name: one('name'), protocol, ports: ranges, sources },
		unfit:
			(one('direction') !== 'Inbound' || one('access') !== 'Allow' ? 'is no rule that lets something in' : undefined) ??
			(protocol === undefined ? `has the protocol ${one('protocol')}, which Portcullis does not offer` : undefined) ??
			(one('source_port_range') !== '*' || one('destination_address_prefix') !== '*'
				? 'does not hold for every port it comes from and every address it goes to'
				: undefined) ??
			(sources.length === 0 || ranges.includes(undefined)
				? 'says neither which sources nor which ports, in a form that Portcullis knows'
				: undefined),
	};
}

function both(values: unknown, name: string, plural: string): string[] {
	const several = valueAt(values, `${name}${plural}`);
	const texts = Array.isArray(several) ? several.filter((item) => typeof item === 'string') : [];
	const single = textAt(values, name);
	return (single === undefined ? texts : [single, ...texts]).sort();
}

function portRange(text: string): { from: number; to: number } | undefined {
	const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
	return found === null ? undefined : { from: Number(found[1]), to: Number(found[2] ?? found[1]) };
}
