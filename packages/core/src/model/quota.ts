import { z } from 'zod';
import { actorIdSchema, instantSchema, nameSchema } from './names.js';
import { quotaWindowSchema } from './quota-window.js';
import { resourceKindSchema } from './resource-kind.js';
import { type QuotaPeriod, quotaPeriods, type ResourceKind } from './vocabulary.js';

/**
 * What a quota can count, in the unit that the name says: how many; thousandths of a vCPU; MiB of memory; GiB of disk;
 * millionths of a US dollar that what stands costs an hour, or a month of 730 hours.
 */
export const quotaMeasures = [
	'count',
	'vcpu_milli',
	'memory_mib',
	'disk_gib',
	'hourly_micros',
	'monthly_micros',
] as const;

/** What a quota counts. */
export type QuotaMeasure = (typeof quotaMeasures)[number];

/** Whose use a quota limits: of a project, of all that an actor has made, of the whole tenant. */
export const quotaOwners = ['project', 'actor', 'tenant'] as const;

/** Whose use a quota limits. */
export type QuotaOwner = (typeof quotaOwners)[number];

/** The largest limit, and the most that one deployment may ask of a quota: exact in every evaluator, a billion US dollars. */
export const maxQuotaAmount = 1e15;

const limitSchema = z.int().min(0).max(maxQuotaAmount);

/** What a quota is about: with the id that is made of it, the same for every quota of the same. */
const aboutFields = {
	/** Made of what the quota is about: `project:shop:vm:count`, `actor:ada:vm:count:day`, `tenant:all:monthly_micros`. */
	id: z.string(),
	owner: z.enum(quotaOwners),
	/** The project, where it is a project's. */
	project: nameSchema.nullable(),
	/** The actor, where it is an actor's: what they made is counted, in every project. */
	actor: actorIdSchema.nullable(),
	/** The kind of resource that counts; `null` for every kind. */
	kind: resourceKindSchema.nullable(),
	measure: z.enum(quotaMeasures),
	/** How long it counts what is added, before it starts from 0 again; `null` where it counts what stands. */
	per: z.enum(quotaPeriods).nullable(),
};

/** A raised (or lowered) limit for a time. */
export const quotaOverrideSchema = z.strictObject({
	limit: limitSchema,
	/** When the override ends, in milliseconds since 1970. */
	until: instantSchema,
	reason: z.string().min(1).max(500),
	by: actorIdSchema,
});

/** A limit, and how much of it is taken. */
export const quotaSchema = z.strictObject({
	...aboutFields,
	/** The standing limit; `null` where none was set, and the binding's default holds. */
	limit: limitSchema.nullable(),
	override: quotaOverrideSchema.nullable(),
	/** The window that it counts in now; `null` where it counts what stands. */
	window: quotaWindowSchema.nullable(),
	/** What stands, or what was added in the window. */
	used: z.int().min(0),
	/** What deployments that are being written hold. */
	reserved: z.int().min(0),
});

/** A raised (or lowered) limit for a time. */
export type QuotaOverride = z.infer<typeof quotaOverrideSchema>;

/** A limit, and how much of it is taken. */
export type Quota = z.infer<typeof quotaSchema>;

/** What a quota is about. */
export type QuotaAbout = Pick<Quota, 'id' | 'owner' | 'project' | 'actor' | 'kind' | 'measure' | 'per'>;

/** What names a quota to people: one owner, and what is counted. */
interface QuotaReference {
	readonly project?: string | undefined;
	readonly actor?: string | undefined;
	readonly tenant?: true | undefined;
	readonly kind?: ResourceKind | undefined;
	readonly measure: QuotaMeasure;
	readonly per?: QuotaPeriod | undefined;
}

const referenceFields = {
	project: nameSchema.optional(),
	actor: actorIdSchema.optional(),
	tenant: z.literal(true).optional(),
	/** Left out, every kind counts; a number of resources is always of one kind. */
	kind: resourceKindSchema.optional(),
	measure: z.enum(quotaMeasures).default('count'),
	per: z.enum(quotaPeriods).optional(),
};

const oneOwner = ({ project, actor, tenant }: Omit<QuotaReference, 'measure'>) =>
	[project, actor, tenant].filter((owner) => owner !== undefined).length === 1;
const ownerNeeded = 'must name one owner: project, actor, or tenant: true';

const ofOneKind = ({ kind, measure }: QuotaReference) => kind !== undefined || measure !== 'count';
const kindNeeded = { path: ['kind'], message: 'must be given where resources are counted' };

/** What a person gives to set a quota. */
export const quotaRequestSchema = z
	.strictObject({ ...referenceFields, limit: limitSchema })
	.refine(oneOwner, ownerNeeded)
	.refine(ofOneKind, kindNeeded);

/** What a person gives to override a quota. */
export const quotaOverrideRequestSchema = z
	.strictObject({ ...referenceFields, ...quotaOverrideSchema.omit({ by: true }).shape })
	.refine(oneOwner, ownerNeeded)
	.refine(ofOneKind, kindNeeded);

/** What a person gives to set a quota. */
export type QuotaRequest = z.input<typeof quotaRequestSchema>;

/** What a person gives to override a quota for a time. */
export type QuotaOverrideRequest = z.input<typeof quotaOverrideRequestSchema>;

/** What a quota is about, from what a person gave. */
export function quotaAbout({ project, actor, kind, measure, per }: QuotaReference): QuotaAbout {
	const owner: QuotaOwner = project !== undefined ? 'project' : actor !== undefined ? 'actor' : 'tenant';
	const about = {
		owner,
		project: project ?? null,
		actor: actor ?? null,
		kind: kind ?? null,
		measure,
		per: per ?? null,
	};
	return { id: quotaId(about), ...about };
}

/** The quota that every project has for each kind, whether a limit is set or not: how many of the kind stand in it. */
export function standingCount(project: string, kind: ResourceKind): QuotaAbout {
	return quotaAbout({ project, kind, measure: 'count' });
}

/**
 * The id of a quota, made of what it is about. What follows the owner's name is one of few words, so two quotas never
 * share an id, whatever an actor is called.
 */
export function quotaId({ owner, project, actor, kind, measure, per }: Omit<QuotaAbout, 'id'>): string {
	const name = project ?? actor;
	return [owner, ...(name === null ? [] : [name]), kind ?? 'all', measure, ...(per === null ? [] : [per])].join(':');
}

/** The limit that holds at a moment: an override's while it lasts, else the standing one. */
export function limitAt({ limit, override }: Pick<Quota, 'limit' | 'override'>, now: number): number | null {
	return override !== null && now < override.until ? override.limit : limit;
}
