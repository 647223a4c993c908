import { z } from 'zod';
import { cidrSchema, contains, overlaps, rangeOf } from './cidr.js';
import { ingressSchema } from './ingress.js';
import { nameSchema } from './names.js';
import { regionSchema } from './place.js';
import { tagsSchema } from './tags.js';

const subnet = z.strictObject({
	name: nameSchema,
	cidr: cidrSchema,
	/** Whether what stands in it may have addresses that the internet can reach. */
	public: z.boolean().default(false),
});

const fields = {
	kind: z.literal('network'),
	name: nameSchema,
	/** The range of the whole network: from /8 to /24. */
	cidr: cidrSchema.refine((cidr) => rangeOf(cidr).prefix >= 8 && rangeOf(cidr).prefix <= 24, 'must be from /8 to /24'),
	subnets: z.array(subnet).min(1, 'must name at least one subnet').max(30, 'must name at most 30 subnets'),
	/** Whether what has no address of its own can reach out. */
	nat: z.boolean().default(true),
	flow_logs: z.boolean().default(true),
	/** What is let in from outside; nothing else is. */
	ingress: z.array(ingressSchema).max(50).default([]),
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
	.strictObject({ ...fields, region: regionSchema.optional() })
	.superRefine(checkRanges);

/** A network with everything filled in. */
export const networkSchema = z.strictObject({ ...fields, region: regionSchema }).superRefine(checkRanges);

/** A network with everything filled in. */
export type Network = z.infer<typeof networkSchema>;
