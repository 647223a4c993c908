/*
 * The closed lists of words that requests, bindings, quotas, sessions and prices are made of. Apart from their schemas: a
 * front end that only offers the words (help, completion, choices) imports them from `@portcullis/core/vocabulary`, and
 * loads nothing else.
 */

/** The clouds that Portcullis writes for. */
export const providerIds = ['gcp', 'aws', 'azure'] as const;

/** One cloud: `gcp`, `aws` or `azure`. */
export type ProviderId = (typeof providerIds)[number];

/** Where in its life the software of a project is. A closed list, so that a mistyped `prod` is not taken for no production. */
export const environments = ['development', 'test', 'staging', 'production'] as const;

/** The backends that a project can have. */
export const backendTypes = ['gcs', 's3', 'azurerm', 'pg', 'local'] as const;

/** Everything that a deployment can ask for, on every cloud. */
export const resourceKinds = ['vm', 'database', 'network', 'storage', 'kubernetes'] as const;

/** One kind of resource. Grants, quotas and bindings may name any of them. */
export type ResourceKind = (typeof resourceKinds)[number];

/** The databases that every cloud runs as a service. */
export const databaseEngines = ['postgres', 'mysql'] as const;

/** What prices are for, as a catalogue knows it. */
export const priceServices = [
	'vm',
	'disk',
	'disk-iops',
	'address',
	'database',
	'database-storage',
	'object-storage',
	'nat',
	'private-endpoint',
	'control-plane',
] as const;

/** What a price is for: the hour of a machine, the space of a disk… */
export type PriceService = (typeof priceServices)[number];

/** What a deployment does to its resources. */
export const actions = ['create', 'modify', 'delete'] as const;

/** What a deployment does to its resources. */
export type Action = (typeof actions)[number];

/** How much a policy's answer counts. `advisory` informs, `soft` asks people, `hard` denies. */
export const levels = ['advisory', 'soft', 'hard'] as const;

/** How much a policy's answer counts. */
export type Level = (typeof levels)[number];

/** What a policy judges: each resource, each quota, or the deployment as a whole. */
export const subjectKinds = ['resource', 'quota', 'deployment'] as const;

/** What a policy judges. */
export type SubjectKind = (typeof subjectKinds)[number];

/** The lengths of windows: after each of them a quota counts from 0 again. */
export const quotaPeriods = ['hour', 'day', 'week', 'month'] as const;

/** How long a quota counts before it starts from 0 again. */
export type QuotaPeriod = (typeof quotaPeriods)[number];

/** Where a session stands. `open` and `deploying` can still change; the others are final. */
export const sessionStatuses = [
	'open',
	'deploying',
	'completed',
	'failed',
	'cancelled',
	'rejected',
	'expired',
	'superseded',
] as const;

/** Where a session stands. */
export type SessionStatus = (typeof sessionStatuses)[number];

/** What is known of a resource: `written` into the project's document, and from Terraform's state what became of it. */
export const standingStatuses = ['written', 'applied', 'drifted', 'missing'] as const;

/** What is known of a resource. */
export type StandingStatus = (typeof standingStatuses)[number];

/** Why a waiver may stand. `accepted`: the risk is taken as it is. `mitigated`: something else makes up for it. */
export const waiverCategories = ['accepted', 'mitigated'] as const;

/** Why a waiver may stand. */
export type WaiverCategory = (typeof waiverCategories)[number];

/** How a waiver stands: `unused` is one that holds and has lifted nothing for 30 days. */
export const waiverStandings = ['active', 'unused', 'expired'] as const;

/** How a waiver stands. */
export type WaiverStanding = (typeof waiverStandings)[number];

/**
 * The measures of quotas by the short words that people use for them, each with how many of its units the unit has that
 * people count in: pieces, vCPU, GiB, US dollars.
 */
export const measureWords = {
	count: { measure: 'count', scale: 1 },
	vcpu: { measure: 'vcpu_milli', scale: 1000 },
	memory: { measure: 'memory_mib', scale: 1024 },
	disk: { measure: 'disk_gib', scale: 1 },
	hourly: { measure: 'hourly_micros', scale: 1_000_000 },
	monthly: { measure: 'monthly_micros', scale: 1_000_000 },
} as const;

/** A measure as people call it. */
export type MeasureWord = keyof typeof measureWords;
