import type { Network } from '@portcullis/core';
import { exampleNetwork } from '../example-kinds.js';

/** A key of the customer's in the examples' region. */
export const exampleKey = 'arn:aws:kms:us-east-1:123456789012:key/12345678-90ab-cdef-1234-567890abcdef';

/** A network with two public and two private subnets, each pair in two zones, and three kinds of rules. */
export function twoZoneNetwork(change: Partial<Network> = {}): Network {
	return exampleNetwork('aws', {
		subnets: [
			{ name: 'web-a', cidr: '10.0.0.0/24', public: true },
			{ name: 'web-b', cidr: '10.0.1.0/24', public: true },
			{ name: 'apps-a', cidr: '10.0.2.0/24', public: false },
			{ name: 'apps-b', cidr: '10.0.3.0/24', public: false },
		],
		ingress: [
			{ name: 'https', protocol: 'tcp', ports: [{ from: 443, to: 443 }], sources: ['0.0.0.0/0', '::/0'] },
			{ name: 'ping', protocol: 'icmp', ports: [], sources: ['203.0.113.0/24'] },
		],
		...change,
	});
}
