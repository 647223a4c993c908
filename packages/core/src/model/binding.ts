import { z } from 'zod';
import { addressPatternSchema } from './address-pattern.js';
import { instantSchema, nameSchema, roleNameSchema } from './names.js';
import { policyPatternSchema } from './policy-pattern.js';
import { providerIdSchema } from './provider-id.js';
import { resourceKindSchema } from './resource-kind.js';
import { environments, levels, subjectKinds } from './vocabulary.js';

/** Where a binding holds. What is left out does not narrow it. */
export const scopeSchema = z.strictObject({
	provider: providerIdSchema.optional(),
	project: nameSchema.optional(),
	environment: z.enum(environments).optional(),
	kind: resourceKindSchema.optional(),
	/** Resources by kind and name; a deployment that touches one of them, where it is the deployment that is judged. No quota. */
	resource: addressPatternSchema.optional(),
});

/** Where a binding holds. */
export type Scope = z.infer<typeof scopeSchema>;

/** What a person gives to bind a policy. */
export const bindingRequestSchema = z.strictObject({
	/** The policy, or a pattern of policies: those that are there when it decides. */
	policy: policyPatternSchema,
	level: z.enum(levels),
	/** The policy's parameters, checked against its own JSON Schema. */
	parameters: z.record(z.string(), z.json()).default({}),
	scope: scopeSchema.default({}),
	/** What to judge, where the policy can judge more than one kind of subject; its first otherwise. */
	subject: z.enum(subjectKinds).optional(),
	/** Who may approve what this binding sends to review, in stages; empty: whoever has `can_approve`. */
	owner_roles: z.array(roleNameSchema).max(8).default([]),
	/** How many people of each stage must approve. */
	quorum: z.int().min(1).max(16).default(1),
	/** Whether the requester's own approval counts. */
	requester_counts: z.boolean().default(false),
	/** From when on it holds, in milliseconds since 1970; from the beginning if left out. */
	valid_from: instantSchema.optional(),
	/** From when on it holds no more, in milliseconds since 1970; never if left out. */
	valid_until: instantSchema.optional(),
});

/** Attaches a policy, or a pattern of them, to a tenant. */
export const bindingSchema = bindingRequestSchema.extend({ id: z.string() });

/** What a person gives to bind a policy. */
export type BindingRequest = z.input<typeof bindingRequestSchema>;

/** Attaches a policy to a tenant. */
export type Binding = z.infer<typeof bindingSchema>;

/** Whether a moment lies in the window in which a binding holds. */
export function holdsAt({ valid_from, valid_until }: Pick<Binding, 'valid_from' | 'valid_until'>, at: number): boolean {
	return (valid_from === undefined || at >= valid_from) && (valid_until === undefined || at < valid_until);
}
