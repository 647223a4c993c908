import { sha256 } from '@portcullis/core';

/**
 * The /28 of a cluster's control plane, from 172.16.0.0/16, which ours are kept apart in: made of the cluster's name, so
 * that another cluster moves none. Two names that meet (one pair of names in 4,096) are refused.
 */
export function masterRange(cluster: string): string {
	const index = Number.parseInt(sha256(cluster).slice(0, 3), 16);
	return `172.16.${Math.floor(index / 16)}.${(index % 16) * 16}/28`;
}
