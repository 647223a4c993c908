import { z } from 'zod';
import { cidrSchema, contains, overlaps, rangeOf } from './cidr.js';
import { ingressSchema } from './ingress.js';
import { nameSchema } from './names.js';
import { regionSchema } from './place.js';
import { resourceNameSchema, resourceRegionSchema } from './resource-fields.js';
import { tagsSchema } from './tags.js';

const subnet = z.strictObject({
	name: nameSchema.describe('The name of the subnet, used once in its network.'),
	cidr: cidrSchema.describe("Its address range, within the network's."),
	public: z
		.boolean()
		.default(false)
		.describe('Whether what stands in it may have addresses that the internet can reach.'),
});

const fields = {
	kind: z.literal('network').describe('A network and its subnets.'),
	name: resourceNameSchema,
	cidr: cidrSchema
		.refine((cidr) => rangeOf(cidr).prefix >= 8 && rangeOf(cidr).prefix <= 24, 'must be from /8 to /24')
		.describe('The address range of the whole network, from /8 to /24.'),
	subnets: z
		.array(subnet)
		.min(1, 'must name at least one subnet')
		.max(30, 'must name at most 30 subnets')
		.describe('The parts of it that resources stand in.'),
	nat: z.boolean().default(true).describe('Whether what has no public address can reach out.'),
	flow_logs: z.boolean().default(true).describe('Whether it is logged who talks to whom.'),
	ingress: z.array(ingressSchema).max(50).default([]).describe('What is let in from outside; nothing else is.'),
	tags: tagsSchema.default({}),
};

interface Shape {
	readonly cidr: string;
	readonly subnets: readonly { readonly name: string; readonly cidr: string }[];
	readonly ingress: readonly { readonly name: string }[];
}

// Ranges that lie outside or across each other are found by a cloud only at apply, after half of them stand.
function checkRanges(network: Shape, context: z.RefinementCtx): void {
	for (const [index, { name, cidr }] of network.subnets.entries()) {
		const at = (field: string) => ['subnets', index, field];
		if (!contains(network.cidr, cidr)) {
			context.addIssue({ code: 'custom', path: at('cidr'), message: `must lie within the network's ${network.cidr}` });
		}
		for (const other of network.subnets.slice(0, index)) {
			if (other.name === name)
				context.addIssue({ code: 'custom', path: at('name'), message: 'must be used once only' });
			if (!overlaps(other.cidr, cidr)) continue;
			const message = `must not overlap subnet ${other.name}, ${other.cidr}`;
			context.addIssue({ code: 'custom', path: at('cidr'), message });
		}
	}
	for (const [index, { name }] of network.ingress.entries()) {
		if (network.ingress.slice(0, index).every((other) => other.name !== name)) continue;
		context.addIssue({ code: 'custom', path: ['ingress', index, 'name'], message: 'must be used once only' });
	}
}

/** A network as a person asks for it. */
export const networkRequestSchema = z
	.strictObject({ ...fields, region: resourceRegionSchema })
	.superRefine(checkRanges);

/** A network with everything filled in. */
export const networkSchema = z.strictObject({ ...fields, region: regionSchema }).superRefine(checkRanges);

/** A network with everything filled in. */
export type Network = z.infer<typeof networkSchema>;
