import { z } from 'zod';
import { defineTemplate } from './define-template.js';
import { cidrParameter, countParameter, sizeParameter } from './parameters.js';
import { subnetsOf } from './subnets.js';

/** Machines that work through what lies in a bucket. */
export const batchWorker = defineTemplate({
	name: 'batch-worker',
	title: 'Workers and a bucket',
	description:
		'Machines without public addresses in a network that lets nothing in and reaches out by NAT, and a bucket for what they read and write, which is deleted after a while.',
	parameters: {
		cidr: cidrParameter,
		count: countParameter('workers', 2),
		size: sizeParameter('a worker', 'large'),
		disk_gib: z.int().min(30, 'must be at least 30').max(16_384).default(100).describe('GiB of disk of each worker'),
		keep_days: z.int().min(1).max(3650).default(30).describe('after how many days files are deleted'),
	},
	resources: ({ name, cidr, count, size, disk_gib, keep_days }) => {
		const network = `${name}-net`;
		const subnets = subnetsOf(cidr, [{ name: 'private', public: false }]);
		return [
			{ kind: 'network', name: network, cidr, subnets },
			{ kind: 'vm', name: `${name}-worker`, size, count, disk: { size_gib: disk_gib }, network },
			{ kind: 'storage', name: `${name}-files`, expire_after_days: keep_days },
		];
	},
});
