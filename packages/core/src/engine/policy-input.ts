import { z } from 'zod';
import { actorSchema } from '../model/actor.js';
import { capabilitySchema } from '../model/capability.js';
import { databaseSchema } from '../model/database.js';
import { kubernetesSchema } from '../model/kubernetes.js';
import { instantSchema, policyIdSchema, roleNameSchema, tenantIdSchema } from '../model/names.js';
import { networkSchema } from '../model/network.js';
import { planFindingsSchema } from '../model/planned-deployment.js';
import { projectSchema } from '../model/project.js';
import { providerIdSchema } from '../model/provider-id.js';
import { quotaMeasures, quotaOwners } from '../model/quota.js';
import { resourceKindSchema } from '../model/resource-kind.js';
import { sizeClasses, sizeLimitSchema } from '../model/size-class.js';
import { storageSchema } from '../model/storage.js';
import { tagsSchema } from '../model/tags.js';
import { vmSchema } from '../model/vm.js';
import { actions, quotaPeriods } from '../model/vocabulary.js';

const componentView = z.strictObject({
	component: z.string(),
	kind: z.enum(['priced', 'free', 'usage', 'unknown']),
	/** Absent where the price is unknown, and where it is a matter of use. */
	hourly_micros: z.int().min(0).optional(),
	monthly_micros: z.int().min(0).optional(),
});

const amounts = {
	/** Millionths of a US dollar an hour, over the known parts. */
	hourly_micros: z.int().min(0),
	monthly_micros: z.int().min(0),
	/** `false` where a part is unknown. */
	complete: z.boolean(),
};

const costView = {
	...amounts,
	/** The parts that are unknown. */
	unknown: z.array(z.string()),
};

const common = {
	action: z.enum(actions),
	/** Whether the one that stands is deleted for it, as a plan can say of what it modifies. Absent: it is not. */
	replaced: z.literal(true).optional(),
	provider: providerIdSchema,
	/** What stands, of a resource that is modified or deleted. */
	before: z
		.strictObject({
			/** Absent where a plan does not say; `before` is then in `unknown`. */
			tags: tagsSchema.optional(),
			/** At the prices of now. Absent where nobody looked it up; where it is not complete, `before` is in `unknown`. */
			cost: z.strictObject(amounts).optional(),
		})
		.optional(),
	cost: z.strictObject({ ...costView, components: z.array(componentView) }),
	/** Names of fields that are not known. A policy that reads one and gives no answer is `unknown`. */
	unknown: z.array(z.string()),
};

/** Of one machine; of a cluster, the greatest over its pools. */
const machine = {
	size_class: z.strictObject({ class: z.enum(sizeClasses), rank: z.int() }).optional(),
	vcpu_milli: z.int().optional(),
	memory_mib: z.int().optional(),
	gpu: z.int().optional(),
};

// A field that a plan does not know is absent, and named in `unknown`.
const resourceView = z.discriminatedUnion('kind', [
	z.strictObject({
		...z.strictObject(vmSchema.shape).partial().shape,
		kind: vmSchema.shape.kind,
		...machine,
		...common,
	}),
	z.strictObject({
		...z.strictObject(databaseSchema.shape).partial().shape,
		kind: databaseSchema.shape.kind,
		...machine,
		...common,
	}),
	z.strictObject({ ...z.strictObject(networkSchema.shape).partial().shape, kind: networkSchema.shape.kind, ...common }),
	z.strictObject({ ...z.strictObject(storageSchema.shape).partial().shape, kind: storageSchema.shape.kind, ...common }),
	z.strictObject({
		...z.strictObject(kubernetesSchema.shape).partial().shape,
		kind: kubernetesSchema.shape.kind,
		...machine,
		...common,
	}),
]);

/**
 * A plan of Terraform's. What Terraform says of it, without what is sensitive, is there for those of a tenant's own
 * policies whose METADATA reads `plan`.
 */
const planView = planFindingsSchema.extend({
	format_version: z.string().optional(),
	terraform_version: z.string().nullable().optional(),
	resource_changes: z.array(z.json()).optional(),
	resource_drift: z.array(z.json()).optional(),
});

const quotaView = z.strictObject({
	owner: z.enum(quotaOwners),
	project: z.string().nullable(),
	actor: z.string().nullable(),
	/** `null`: every kind. */
	kind: resourceKindSchema.nullable(),
	measure: z.enum(quotaMeasures),
	per: z.enum(quotaPeriods).nullable(),
	/** The window of now; `null` for a quota of what stands. */
	window: z.strictObject({ id: z.string(), starts_at: instantSchema, ends_at: instantSchema }).nullable(),
	/** The one in force: an override's while it lasts. `null` where none was set. */
	limit: z.int().nullable(),
	used: z.int(),
	reserved: z.int(),
	/** Absent where it is not known how much the deployment would take. */
	requested: z.int().optional(),
	unknown: z.array(z.string()),
});

const spendingView = z.strictObject({
	/** What the project has cost in this UTC month until now. */
	accrued_micros: z.int().min(0),
	/** What the whole month will have cost if nothing changes. */
	monthly_forecast_before_micros: z.int().min(0).optional(),
	/** What it will have cost with the deployment. Absent where that is not known. */
	monthly_forecast_micros: z.int().min(0).optional(),
	/** `false` where something that the project pays for has no known price: the amounts are then the least it costs. */
	complete: z.boolean(),
});

/** A window of a policy's parameters: the one that now lies in, or the next one. */
const windowView = z.strictObject({
	name: z.string(),
	starts_at: instantSchema,
	/** The moment after its last. */
	ends_at: instantSchema,
	/** When it ends, as the wall clock of its zone shows it. */
	ends: z.string(),
});

/**
 * What policies see as `input`. The JSON Schema made from it is what `check` holds every policy to, so a field that is
 * not here cannot be read by mistake.
 */
export const policyInputSchema = z.strictObject({
	tenant: tenantIdSchema,
	/** Absent where a plan does several things; `action` is then in `unknown`. */
	action: z.enum(actions).optional(),
	project: projectSchema,
	bound: z.record(
		policyIdSchema,
		z.array(z.strictObject({ parameters: z.record(z.string(), z.json()), subjects: z.array(z.string()) })),
	),
	cost: z.strictObject(costView),
	/** What the catalogue knows of the regions that the resources name; where one is not known, those with a like name. */
	regions: z.record(z.string(), z.strictObject({ known: z.boolean(), nearest: z.array(z.string()) })),
	resources: z.record(z.string(), resourceView),
	/** Absent where a request is judged. */
	plan: planView.optional(),
	// What comes from here on is no part of what people approve (see record.ts): the moment, who asks, what others use.
	now: instantSchema,
	actor: actorSchema.extend({
		roles: z.array(roleNameSchema),
		capabilities: z.array(capabilitySchema),
		max_vm_size: z.strictObject({ class: sizeLimitSchema, rank: z.int() }),
	}),
	quotas: z.record(z.string(), quotaView),
	/** Absent where nobody has counted what the project costs. */
	spending: spendingView.optional(),
	/** By policy, one list for each group of `bound`, in the same order; of policies whose METADATA names windows. */
	windows: z.record(policyIdSchema, z.array(z.array(windowView))),
	unknown: z.array(z.string()),
});

/** What policies see as `input`. */
export type PolicyInput = z.infer<typeof policyInputSchema>;

/** One resource as policies see it. */
export type ResourceView = PolicyInput['resources'][string];

/** One component of a price as policies see it. */
export type ComponentView = ResourceView['cost']['components'][number];

/** One quota as policies see it. */
export type QuotaView = PolicyInput['quotas'][string];
