import { isIPv6 } from 'node:net';
import { type Network, overlaps, type Problem, type Project, problem, rangeOf } from '@portcullis/core';
import { sayInto } from '../shared/say.js';
import { partitionOf } from './aws-scope.js';
import { checkPlaceAndTags } from './check-common.js';
import { ingressRulesOf, isIpv6 } from './ingress-rules.js';
import { zonesOf } from './zones.js';

/**
 * Ranges that a VPC may not have: this host, loopback, link-local (the metadata service and the resolver stand there),
 * multicast and above, and the range that aws keeps for itself.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const reserved = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '198.19.0.0/16', '224.0.0.0/3'];

// The quota that every account starts with, counted for each version of IP.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
const mostRules = 60;

/** Holds a network to the rules of VPC. */
export function checkAwsNetwork(network: Network, _project: Project): readonly Problem[] {
	const problems = checkPlaceAndTags(network);
	const say = sayInto(problems);
	if (problems.every(({ path }) => path[0] !== 'region') && zonesOf(network.region).length === 0) {
		say(['region'], 'has zones that Portcullis does not know, so that no subnet can be put in one', network.region);
	}
	if (rangeOf(network.cidr).prefix < 16) say(['cidr'], 'must be from /16 to /24 on aws', network.cidr);
	const taken = reserved.find((range) => overlaps(range, network.cidr));
	if (taken !== undefined)
		say(['cidr'], `must not overlap ${taken}, which aws keeps; take of 10.0.0.0/8`, network.cidr);
	for (const [index, { cidr }] of network.subnets.entries()) {
		if (rangeOf(cidr).prefix > 28) say(['subnets', index, 'cidr'], 'must be a /28 or larger on aws', cidr);
	}
	// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
	if (network.nat && partitionOf(network.region) !== 'aws') {
		say(['nat'], `must be off in ${network.region}: regional NAT gateways are not offered there`, network.nat);
	}
	problems.push(...checkIngress(network));
	return problems;
}

function checkIngress({ ingress }: Network): Problem[] {
	const problems: Problem[] = [];
	const seen = new Map<string, string>();
	const counts = { v4: 0, v6: 0 };
	for (const [index, rule] of ingress.entries()) {
		for (const [at, source] of rule.sources.entries()) {
			if (!isIpv6(source) || isNetworkOfIpv6(source)) continue;
			const message = 'must be an IPv6 range without host bits, such as ::/0 or 2001:db8::/32';
			problems.push(problem(['ingress', index, 'sources', at], message, source));
		}
		for (const { protocol, from, to, source } of ingressRulesOf(rule)) {
			counts[isIpv6(source) ? 'v6' : 'v4'] += 1;
			const key = `${protocol} ${from} ${to} ${source}`;
			const other = seen.get(key);
			seen.set(key, rule.name);
			if (other === undefined) continue;
			problems.push(problem(['ingress', index, 'sources'], `lets in what ${other} lets in already; keep one`, source));
		}
	}
	for (const [version, count] of Object.entries(counts)) {
		if (count <= mostRules) continue;
		const message = `makes ${count} rules of IP${version}, one for each range of ports and source; aws takes ${mostRules}`;
		problems.push(problem(['ingress'], message));
	}
	return problems;
}

function isNetworkOfIpv6(range: string): boolean {
	const [address = '', bits = ''] = range.split('/');
	if (!isIPv6(address)) return false;
	const [head = '', tail] = address.split('::');
	const groups = (text: string) => (text === '' ? [] : text.split(':'));
	const [first, last] = [groups(head), groups(tail ?? '')];
	const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
	const binary = all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
	return !binary.slice(Number(bits)).includes('1');
}
