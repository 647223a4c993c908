import type { Ingress, PlannedResource } from '@portcullis/core';
import { valueAt } from '../read/value-at.js';
import { isSet } from './is-set.js';

// What narrows or widens a rule in ways that the model has no word for.
const beyondModel = [
	'source_tags',
	'source_service_accounts',
	'target_tags',
	'target_service_accounts',
	'destination_ranges',
];

/** Whether a firewall rule lets something in: one that denies, goes out or is switched off opens nothing. */
export function letsIn({ values }: PlannedResource): boolean {
	return (
		valueAt(values, 'direction') !== 'EGRESS' && valueAt(values, 'disabled') !== true && !isSet(valueAt(values, 'deny'))
	);
}

/** A firewall rule as an ingress of the model, under a name; or what the model cannot say of it. */
export function readIngress(
	name: string | undefined,
	{ values }: PlannedResource,
): Ingress | { readonly unfit: string } {
	const beyond = beyondModel.find((attribute) => isSet(valueAt(values, attribute)));
	if (beyond !== undefined) return { unfit: `${beyond} cannot be said in the model` };
	const sources = valueAt(values, 'source_ranges');
	if (!isTexts(sources) || sources.length === 0) return { unfit: 'source_ranges is not known' };
	const allow = valueAt(values, 'allow');
	if (!Array.isArray(allow) || allow.length !== 1) return { unfit: 'allow has not exactly one protocol' };
	const protocol = valueAt(allow, 0, 'protocol');
	if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'icmp') {
		return { unfit: `protocol ${typeof protocol === 'string' ? protocol : 'unknown'} cannot be said in the model` };
	}
	const given = valueAt(allow, 0, 'ports') ?? [];
	if (!isTexts(given)) return { unfit: 'ports is not known' };
	// Without ports, a rule of Google's opens all of them.
	const ports = given.length === 0 && protocol !== 'icmp' ? ['1-65535'] : given;
	return { name: name ?? '', protocol, ports: ports.map(portRange), sources: [...sources] };
}

function portRange(text: string): { from: number; to: number } {
	const [from, to] = text.split('-').map(Number);
	return { from: from ?? Number.NaN, to: to ?? from ?? Number.NaN };
}

function isTexts(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
