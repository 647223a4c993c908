import { z } from 'zod';
import type { PolicyMetadata } from '../contracts/bundle.js';

/** What the ids of all policies of tenants' own begin with. */
export const tenantPolicyPrefix = 'custom.';

/** The most bytes that the sources of one policy may have together: 256 KiB. */
export const mostSourceBytes = 256 * 1024;

/** One Rego file of a tenant's own policy. */
export const policySourceSchema = z.strictObject({
	/** The name by which errors speak of it; nothing is read from it. Tests end in `_test.rego`. */
	path: z
		.string()
		.regex(/^\P{C}{1,195}\.rego$/u, 'must be a name of at most 200 printable characters that ends in .rego'),
	text: z
		.string()
		.max(mostSourceBytes)
		.refine((text) => text.isWellFormed(), 'must be well-formed Unicode'),
});

/** One Rego file of a tenant's own policy. */
export type PolicySource = z.infer<typeof policySourceSchema>;

/** What a person gives to add a policy, or to put another in its place. */
export const policyAddRequestSchema = z.strictObject({
	/** Its files, tests too; a text alone is one file, `policy.rego`. */
	sources: z.preprocess(
		(given) => (typeof given === 'string' ? [{ path: 'policy.rego', text: given }] : given),
		z
			.array(policySourceSchema)
			.min(1)
			.max(16)
			.refine(
				(sources) => sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) <= mostSourceBytes,
				`must have at most ${mostSourceBytes} bytes together`,
			),
	),
	/** Take it though it has no tests. */
	allow_untested: z.boolean().default(false),
});

/** What a person gives to add a policy. */
export interface PolicyAddRequest {
	readonly sources: string | readonly PolicySource[];
	readonly allow_untested?: boolean;
}

/** A policy that a tenant has added. */
export interface TenantPolicy {
	/** `custom.<name>` */
	readonly id: string;
	/** SHA-256 over its sources and METADATA, hexadecimal. */
	readonly digest: string;
	readonly metadata: PolicyMetadata;
	readonly added_by: string;
	/** Milliseconds since 1970. */
	readonly added_at: number;
}
