import { z } from 'zod';
import { sourceSchema } from './cidr.js';
import { nameSchema } from './names.js';

const port = (description: string) =>
	z.int().min(1, 'must be from 1 to 65535').max(65_535, 'must be from 1 to 65535').describe(description);

/** Ports that a rule opens, both ends included. */
export const portRangeSchema = z
	.strictObject({ from: port('The first port.'), to: port('The last port.') })
	.refine((range) => range.from <= range.to, 'must not end before it begins');

/** What a network lets in. Nothing is let in that no rule names. */
export const ingressSchema = z
	.strictObject({
		name: nameSchema.describe('The name of the rule, used once in its network.'),
		protocol: z.enum(['tcp', 'udp', 'icmp']).describe('What is let in.'),
		ports: z
			.array(portRangeSchema)
			.max(20)
			.default([])
			.describe('The ports that are opened; left out for icmp, which has none.'),
		sources: z.array(sourceSchema).min(1).max(50).describe('The address ranges that are let in.'),
	})
	.refine((rule) => (rule.protocol === 'icmp') === (rule.ports.length === 0), {
		path: ['ports'],
		message: 'must be given for tcp and udp, and left out for icmp',
	});

/** What a network lets in. */
export type Ingress = z.infer<typeof ingressSchema>;
