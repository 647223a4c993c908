import { z } from 'zod';
import { actorIdSchema, instantSchema, nameSchema } from './names.js';
import { resourceKindSchema } from './resource-kind.js';

/** What a quota counts. */
export const quotaMeasures = ['count'] as const;

/** What a person gives to set a quota. */
export const quotaRequestSchema = z.strictObject({
	project: nameSchema,
	kind: resourceKindSchema,
	measure: z.enum(quotaMeasures).default('count'),
	limit: z.int().min(0).max(1_000_000),
});

/** A raised limit for a time. */
export const quotaOverrideSchema = z.strictObject({
	limit: z.int().min(0).max(1_000_000),
	/** When the override ends, in milliseconds since 1970. */
	until: instantSchema,
	reason: z.string().min(1).max(500),
	by: actorIdSchema,
});

/** A limit, and how much of it is taken. */
export const quotaSchema = z.strictObject({
	/** Made of what the quota is about: `project:shop:vm:count`. */
	id: z.string(),
	project: nameSchema,
	kind: resourceKindSchema,
	measure: z.enum(quotaMeasures),
	/** The standing limit; `null` where none was set, and the binding's default holds. */
	limit: z.int().min(0).nullable(),
	override: quotaOverrideSchema.nullable(),
	/** What stands. */
	used: z.int().min(0),
	/** What deployments that are being written hold. */
	reserved: z.int().min(0),
});

/** What a person gives to set a quota. */
export type QuotaRequest = z.input<typeof quotaRequestSchema>;

/** A raised limit for a time. */
export type QuotaOverride = z.infer<typeof quotaOverrideSchema>;

/** A limit, and how much of it is taken. */
export type Quota = z.infer<typeof quotaSchema>;

/** The id of a project's quota. */
export function quotaId(quota: Pick<Quota, 'project' | 'kind' | 'measure'>): string {
	return `project:${quota.project}:${quota.kind}:${quota.measure}`;
}

/** The limit that holds at a moment: an override's while it lasts, else the standing one. */
export function limitAt(quota: Quota, now: number): number | null {
	if (quota.override !== null && now < quota.override.until) return quota.override.limit;
	return quota.limit;
}
