import { z } from 'zod';
import { scopeSchema } from './binding.js';
import { actorIdSchema, idSchema, instantSchema, policyIdSchema } from './names.js';
import { reasonSchema } from './reason.js';
import { type WaiverStanding, waiverCategories } from './vocabulary.js';

const day = 24 * 60 * 60 * 1000;

/** How long a waiver may last at most, in milliseconds, unless the tenant says otherwise: 90 days. */
export const longestWaiver = 90 * day;

/** After how long a waiver that lifted nothing counts as unused, in milliseconds: 30 days. */
const waiverUnusedAfter = 30 * day;

/** What the longest waiver of a tenant may be set to, in milliseconds: 1 hour to 10 years. */
export const longestWaiverSchema = z
	.int()
	.min(60 * 60 * 1000, 'must be at least 1 hour (3600000 ms)')
	.max(3650 * day, 'must be at most 3650 days (315360000000 ms)');

const terms = {
	/** Whose violations it lifts: one policy. */
	policy: policyIdSchema,
	/** Where it lifts them. */
	scope: scopeSchema.default({}),
	category: z.enum(waiverCategories),
	/** Who answers for it: an actor, or a role. They may revoke it. */
	owner: actorIdSchema,
	/** It lifts nothing from this moment on. */
	expires_at: instantSchema,
};

/** What a person gives to ask for a waiver. */
export const waiverRequestSchema = z.strictObject({ ...terms, reason: reasonSchema });

/** Lifts one policy's violations from a scope until a moment. */
export const waiverSchema = z.strictObject({
	/** That of the session in which it was approved. */
	id: idSchema,
	...terms,
	reason: z.string(),
	requested_by: actorIdSchema,
	/** Whose approvals it came from, in order; never its requester's. */
	approved_by: z.array(actorIdSchema).min(1),
	created_at: instantSchema,
});

/** What a person gives to ask for a waiver. */
export type WaiverRequest = z.input<typeof waiverRequestSchema>;

/** What a waiver will be once it is approved. */
export type WaiverTerms = z.output<typeof waiverRequestSchema>;

/** Lifts one policy's violations from a scope until a moment. */
export type Waiver = z.infer<typeof waiverSchema>;

/** A waiver as it is kept: when it last lifted something; `null` where it never did. Previews do not count. */
export interface KeptWaiver extends Waiver {
	readonly last_used_at: number | null;
}

/** How a waiver stands at a moment. */
export function waiverStanding({ expires_at, created_at, last_used_at }: KeptWaiver, now: number): WaiverStanding {
	if (now >= expires_at) return 'expired';
	return now - (last_used_at ?? created_at) >= waiverUnusedAfter ? 'unused' : 'active';
}
