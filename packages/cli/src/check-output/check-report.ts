import type { Answer, CostDifference, Level } from '@portcullis/core';

/**
 * What Terraform will do, as a plan counts it. A replacement is one `replace`; `forget` leaves something standing and
 * takes it out of Terraform's hands. What is only read is not counted.
 */
export type ChangeCounts = Readonly<Record<'create' | 'update' | 'delete' | 'replace' | 'forget' | 'no-op', number>>;

/** The plan that was judged. */
export interface CheckedPlan {
	/** As it was named on the command line; `-` is standard input. */
	readonly file: string;
	/** Of the JSON: `1.2`; `null` where it does not say. */
	readonly format_version: string | null;
	/** Of the program that made it; `null` where it does not say. */
	readonly terraform_version: string | null;
	readonly changes: ChangeCounts;
}

/** A policy that judged the plan, for formats that explain each rule. */
export interface CheckedPolicy {
	/** As findings name it: `network.no_open_ingress`, and with conftest's policies `main.deny`. */
	readonly id: string;
	/** A line without a full stop. */
	readonly title: string;
	/** What it asks for and why; empty where nobody wrote it down. */
	readonly description: string;
}

/** What lifted a finding: it is still there, and blocks nothing. */
export interface WaivedFinding {
	/** The waiver; with conftest's policies the rule, `data.main.exception`. */
	readonly id: string;
	/** Who approved it. */
	readonly by: readonly string[];
	/** From when on it lifts nothing any more, in milliseconds since 1970; `null` where it has no end. */
	readonly until: number | null;
}

/** Something found wrong with a plan. */
export interface CheckFinding {
	readonly policy: string;
	/** How much it counts. Of conftest's rules, `deny` and `violation` are `hard` and `warn` is `advisory`. */
	readonly level: Level;
	/**
	 * `fail`: proved. `unknown`: it could not be told. `error`: the policy itself went wrong. `warn`: a warning of
	 * conftest's, which a person should read though it denies nothing.
	 */
	readonly kind: 'fail' | 'unknown' | 'error' | 'warn';
	readonly waived?: WaivedFinding;
	/** The address in the model: `vm/web`; `null` where it is about no resource of it. */
	readonly resource: string | null;
	/** Terraform's address: `module.web["a"].aws_instance.front[0]`; `null` where it is about no resource. */
	readonly address: string | null;
	/** The file of the configuration that says it, relative to where the command ran, with `/`. */
	readonly file?: string;
	/** In `file`, from 1. */
	readonly line?: number;
	readonly message: string;
	/** What to do about it; empty where there is nothing to say. */
	readonly hint: string;
	/** Where in the resource, outermost key first; empty where it is about the whole. */
	readonly path: readonly (string | number)[];
	/** What would have passed, as plain JSON; absent where the policy does not say. */
	readonly expected?: unknown;
	/** What was there, as plain JSON; absent where the policy does not say. */
	readonly received?: unknown;
	/** What else a policy of conftest's put beside its message. */
	readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A resource of Terraform's in the plan that nothing judged. */
export interface UnjudgedResource {
	readonly address: string;
	readonly type: string;
	readonly reason: string;
}

/** A resource of which the plan does not say where it will stand. */
export interface UnknownRegion {
	readonly address: string;
	readonly reason: string;
}

/**
 * What judging a plan came to, as data. Every format is written from this and from nothing else.
 *
 * @remarks People read it, and programs: what people wrote (addresses, messages, tags) stands in it as it is, and each
 * format has to see to it that it is harmless there.
 */
export interface CheckReport {
	readonly kind: 'check';
	/** `portcullis`: the bound policies. `conftest`: a folder of conftest's. */
	readonly judged_by: 'portcullis' | 'conftest';
	readonly answer: Answer;
	/** Why: a decision's code, or `NO_CHANGES`; docs/errors.md lists those of conftest's policies. */
	readonly code: string;
	/** The project that it was judged for, where there was one. */
	readonly project?: string;
	readonly plan: CheckedPlan;
	/** What it costs before and after; absent where nothing was priced. */
	readonly cost?: CostDifference;
	/** The worst first. */
	readonly findings: readonly CheckFinding[];
	/** How many times a policy passed: once for each policy and what it judged. */
	readonly passed: number;
	readonly policies: readonly CheckedPolicy[];
	readonly unmapped: readonly UnjudgedResource[];
	readonly unknown_regions: readonly UnknownRegion[];
	/** What a person should know of how it was judged: values that were given beside the plan, and such. */
	readonly notes: readonly string[];
}
