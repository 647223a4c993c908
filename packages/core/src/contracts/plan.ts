import type { Project } from '../model/project.js';
import type { Resource } from '../model/resource.js';
import type { ProviderId } from '../model/vocabulary.js';

/**
 * What Terraform will do to one of its resources. `replace` is one action, in whichever order the old one goes and the
 * new one comes. `forget` leaves it standing, and takes it out of Terraform's hands.
 */
export type PlanAction = 'create' | 'update' | 'delete' | 'replace' | 'forget' | 'no-op';

/**
 * Where a resource will stand, and who said so: the resource itself, the configuration of its provider, a variable of
 * the plan, a value that was given beside the plan (`variables`), or the default that was given for its cloud
 * (`defaultRegions`). A region that nobody says is unknown, with the reason; it is never guessed.
 */
export type PlannedRegion =
	| { readonly region: string; readonly source: 'resource' | 'provider' | 'variable' | 'given' | 'default' }
	| { readonly region: null; readonly source: 'unknown'; readonly reason: string };

/** One resource of Terraform's in a plan; what is only read (`data`) is none. */
export interface PlannedBlock {
	/** Terraform's address of it: `module.web["a"].aws_instance.front[0]`. */
	readonly address: string;
	/** The module that it stands in, without keys of instances: `module.web`; empty for the root. */
	readonly module: string;
	readonly type: string;
	readonly name: string;
	readonly index?: string | number;
	/** Terraform's name of the provider, with its registry where the plan says it. */
	readonly provider_name: string;
	/** The cloud that the type belongs to; `null` for others, such as `random_id`. */
	readonly provider: ProviderId | null;
	/** The account (aws), project (gcp) or subscription (azure) that it belongs to; absent where the plan does not show it. */
	readonly account?: string;
	readonly action: PlanAction;
	/** Terraform takes over something that stands already. */
	readonly imported: boolean;
	/** Its address until now, where a `moved` block gives it another. */
	readonly previous_address: string | null;
	/** The key of an object that an earlier replacement left behind, which is what is deleted; `null` for all else. */
	readonly deposed: string | null;
	/** What stands; `null` for what is created. Sensitive values are taken out. */
	readonly before: Readonly<Record<string, unknown>> | null;
	/** What shall stand, as far as it is known; `null` for what is deleted. Sensitive values are taken out. */
	readonly after: Readonly<Record<string, unknown>> | null;
	/** Paths of what is known only once it is applied: `root_block_device[0].encrypted`. In order. */
	readonly unknown: readonly string[];
	/** Paths of the values that were taken out, of either side. In order. */
	readonly sensitive: readonly string[];
	/** `null` for what has no region: what belongs to no cloud, and what says itself that it is global. */
	readonly region: PlannedRegion | null;
}

/** A resource of the model of which some fields may not be known. */
export type KnownFields = {
	[Kind in Resource['kind']]: { readonly kind: Kind } & Partial<
		Omit<Extract<Resource, { readonly kind: Kind }>, 'kind'>
	>;
}[Resource['kind']];

/** One side of a change. */
export interface PlannedSide {
	/** What is known of the resource. A field that is named in `unknown` is not there. */
	readonly fields: KnownFields;
	/** The fields that the plan does not know, or that it says with a value for which the model has no word. In order. */
	readonly unknown: readonly string[];
}

/** A resource of the model that a plan changes, or leaves as it is. */
export interface PlannedChange {
	/** `vm/web`. Where two are called alike, or the name is not known, Terraform's address stands for the name. */
	readonly address: string;
	readonly provider: ProviderId;
	readonly action: PlanAction;
	/** Terraform's addresses of all that it is made of, the main one first. */
	readonly addresses: readonly string[];
	/** `null` for what is created, and for what stands and cannot be said in the model (see `before_unread`). */
	readonly before: PlannedSide | null;
	/** `null` for what is deleted or forgotten. */
	readonly after: PlannedSide | null;
	/** Why the model cannot say what stands; `null` where it can, or where nothing stands. */
	readonly before_unread: string | null;
	readonly region: PlannedRegion;
}

/** A resource of Terraform's in a plan that nothing can judge yet. */
export interface UnmappedBlock {
	readonly address: string;
	readonly type: string;
	readonly provider_name: string;
	readonly action: PlanAction;
	readonly reason: string;
	readonly region: PlannedRegion | null;
}

/** What was changed outside of Terraform, as far as the plan saw it. */
export interface PlanDrift {
	readonly address: string;
	readonly type: string;
	/** What happened to it: `update`, `delete`, or `no-op` where it was only moved. */
	readonly action: PlanAction;
}

/** Something about how a plan was read that a person should know. */
export interface PlanWarning {
	readonly code: 'VARIABLE_UNUSED' | 'DEFAULT_REGION_UNUSED';
	readonly message: string;
}

/** A plan of Terraform's or OpenTofu's, read. Nothing sensitive is in it. */
export interface Plan {
	readonly kind: 'plan';
	/** Of the JSON: `1.2`. */
	readonly format_version: string;
	/** Of the program that made it; `null` where the plan does not say. */
	readonly terraform_version: string | null;
	/** `NO_CHANGES` where no resource is changed, taken over or forgotten. */
	readonly code: 'CHANGES' | 'NO_CHANGES';
	/** Every resource of Terraform's in it, by address. */
	readonly blocks: readonly PlannedBlock[];
	/** What of them is a resource of the model, by address. */
	readonly changes: readonly PlannedChange[];
	/** What of them is none, with the reason. Nothing here was judged: none of it may pass in silence. */
	readonly unmapped: readonly UnmappedBlock[];
	readonly drift: readonly PlanDrift[];
	/** Folders of local modules by module (`module.web`), relative to the root's, for {@link PlannedBlock.module}. */
	readonly module_folders: Readonly<Record<string, string>>;
	readonly warnings: readonly PlanWarning[];
}

/** What helps to read a plan. */
export interface ReadPlanOptions {
	/** Values of root variables that the plan does not hold: `--var region=eu-west-1`. The plan's own go first. */
	readonly variables?: Readonly<Record<string, string>>;
	/** The region of each cloud that the environment gives to Terraform: `--default-region aws=eu-west-1`. */
	readonly defaultRegions?: Readonly<Partial<Record<ProviderId, string>>>;
	/** The project that the plan is of: names that Portcullis made for it are recognised then. Its region is not taken. */
	readonly project?: Project;
	/** The most bytes (of text: characters) that are read; 128 MiB if left out. */
	readonly maxBytes?: number;
}
