import type { Ingress, Network } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { type TfMap, type TfText, tfLiteral } from '../cdk/tf-text.js';
import type { AwsScope } from './aws-scope.js';

/** One rule of a security group: aws wants one range of ports and one source each. */
export interface IngressRule {
	/** The parts of its block's name behind the network's: stable whatever else the rule lets in. */
	readonly parts: readonly [rule: string, ports: string, source: string];
	readonly protocol: string;
	/** -1 to -1: every type of icmp. */
	readonly from: number;
	readonly to: number;
	readonly source: string;
}

/** Takes what a network lets in apart into the rules that aws knows. */
export function ingressRulesOf(ingress: Ingress): readonly IngressRule[] {
	const ports = ingress.protocol === 'icmp' ? [{ from: -1, to: -1 }] : ingress.ports;
	return ports.flatMap(({ from, to }) =>
		ingress.sources.map((source) => ({
			parts: [ingress.name, from === -1 ? 'all' : `${from}to${to}`, sourcePart(source)] as const,
			// Messages of IPv6 have a protocol of their own.
			protocol: ingress.protocol === 'icmp' && isIpv6(source) ? 'icmpv6' : ingress.protocol,
			from,
			to,
			source,
		})),
	);
}

/** Adds a block for each rule. */
export function addIngressRules(aws: AwsScope, network: Network, securityGroupId: TfText, tags: TfMap): void {
	for (const ingress of network.ingress) {
		for (const rule of ingressRulesOf(ingress)) {
			aws.scope.add(aws.aws.VpcSecurityGroupIngressRule, partId('network', network.name, ...rule.parts), {
				region: tfLiteral(network.region),
				securityGroupId,
				description: tfLiteral(ingress.name),
				ipProtocol: tfLiteral(rule.protocol),
				fromPort: rule.from,
				toPort: rule.to,
				...(isIpv6(rule.source) ? { cidrIpv6: tfLiteral(rule.source) } : { cidrIpv4: tfLiteral(rule.source) }),
				tags,
			});
		}
	}
}

/** Whether a range is one of IPv6. */
export function isIpv6(source: string): boolean {
	return source.includes(':');
}

/**
 * A range as a part of a block's name: `10.0.0.0/16` is `10d0d0d0s16`, `::/0` is `xxs0`. Hexadecimal has no x and no s,
 * and IPv4 no letter, so that two ranges never share one.
 */
export function sourcePart(source: string): string {
	return source.replaceAll(/[.:/]/g, (mark) => (mark === '.' ? 'd' : mark === ':' ? 'x' : 's'));
}
