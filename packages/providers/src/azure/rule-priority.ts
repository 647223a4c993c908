import { sha256 } from '@portcullis/core';

/**
 * The priority of a security rule, from 100 to 4094: made of the rule's name, so that another rule changes none that
 * stands. All rules of ours let something in, so that their order means nothing; two with one priority, which Azure
 * refuses, are refused before.
 */
export function rulePriority(name: string): number {
	return 100 + (Number.parseInt(sha256(name).slice(0, 8), 16) % 3995);
}
