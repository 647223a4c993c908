// The same lists as core's, which takes a fifth of a second to load: too long for help and for a mistyped word. A test
// holds them equal.

/** Core's `providerIds`. */
export const providerNames = ['gcp', 'aws', 'azure'] as const;

/** Core's `backendTypes`. */
export const backendNames = ['gcs', 's3', 'azurerm', 'pg', 'local'] as const;

/** Core's `environments`. */
export const environmentNames = ['development', 'test', 'staging', 'production'] as const;

/** Core's `resourceKinds`. */
export const kindNames = ['vm', 'database', 'network', 'storage', 'kubernetes'] as const;

/** Core's `actions`. */
export const actionNames = ['create', 'modify', 'delete'] as const;
/** Core's `databaseEngines`. */
export const engineNames = ['postgres', 'mysql'] as const;

/** Core's `priceServices`. */
export const serviceNames = [
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

/** Core's `levels`. */
export const levelNames = ['advisory', 'soft', 'hard'] as const;

/** Core's `waiverCategories`. */
export const waiverCategoryNames = ['accepted', 'mitigated'] as const;

/** Core's `waiverStandings`. */
export const waiverStandingNames = ['active', 'unused', 'expired'] as const;

/** Core's `subjectKinds`. */
export const subjectNames = ['resource', 'quota', 'deployment'] as const;

/** The words for core's `quotaMeasures`, in their order. */
export const measureNames = ['count', 'vcpu', 'memory', 'disk', 'hourly', 'monthly'] as const;

/** Core's `quotaPeriods`. */
export const periodNames = ['hour', 'day', 'week', 'month'] as const;

/** Core's `sessionStatuses`. */
export const statusNames = [
	'open',
	'deploying',
	'completed',
	'failed',
	'cancelled',
	'rejected',
	'expired',
	'superseded',
] as const;

/** Core's `standingStatuses`. */
export const standingNames = ['written', 'applied', 'drifted', 'missing'] as const;

/** The formats of `portcullis check`. */
export const checkFormatNames = ['pretty', 'json', 'junit', 'sarif', 'github', 'markdown'] as const;
