import { z } from 'zod';
import { sourceSchema } from './cidr.js';
import { nameSchema } from './names.js';

const port = z.int().min(1, 'must be from 1 to 65535').max(65_535, 'must be from 1 to 65535');

/** Ports that a rule opens, both ends included. */
export const portRangeSchema = z
	.strictObject({ from: port, to: port })
	.refine((range) => range.from <= range.to, 'must not end before it begins');

/** What a network lets in. Nothing is let in that no rule names. */
export const ingressSchema = z
	.strictObject({
		name: nameSchema,
		protocol: z.enum(['tcp', 'udp', 'icmp']),
		/** Empty for icmp, which has none. */
		ports: z.array(portRangeSchema).max(20).default([]),
		sources: z.array(sourceSchema).min(1).max(50),
	})
	.refine((rule) => (rule.protocol === 'icmp') === (rule.ports.length === 0), {
		path: ['ports'],
		message: 'must be given for tcp and udp, and left out for icmp',
	});

/** What a network lets in. */
export type Ingress = z.infer<typeof ingressSchema>;
