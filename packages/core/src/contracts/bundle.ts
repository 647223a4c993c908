import type { QuotaMeasure, QuotaOwner } from '../model/quota.js';
import type { Action, ProviderId, ResourceKind, SubjectKind } from '../model/vocabulary.js';

/** The quotas that a policy of quotas judges; what is absent leaves none out. */
export interface QuotaNarrowing {
	readonly measures?: readonly QuotaMeasure[];
	readonly owners?: readonly QuotaOwner[];
	/** Those that count per window (`true`), or those of what stands (`false`). */
	readonly windows?: boolean;
}

/** What a policy's METADATA says of it. */
export interface PolicyMetadata {
	/** `category.name`: the last two parts of the package. */
	readonly id: string;
	readonly title: string;
	readonly description: string;
	/** What it can judge; a binding that names none gets the first. */
	readonly subjects: readonly SubjectKind[];
	/** The fields of a subject that it reads; where one of them is unknown, a missing answer is `unknown`. */
	readonly reads: readonly string[];
	/** The kinds, clouds and actions that it judges; absent: all. */
	readonly kinds?: readonly ResourceKind[];
	readonly providers?: readonly ProviderId[];
	readonly actions?: readonly Action[];
	/** Whether it judges plans of Terraform's only; absent: requests and plans alike. */
	readonly plans?: true;
	/** Of the quotas, those that it judges; absent: all. */
	readonly quotas?: QuotaNarrowing;
	/**
	 * The parameter that holds windows of time, in the zone that the parameter `time_zone` names. The host works them out
	 * to instants: `input.windows`.
	 */
	readonly windows?: string;
	/** What went wrong, with `{resource}`, `{expected}`, `{received}` to fill in. */
	readonly message: string;
	/** What to do about it; may hold `{owners}` too. */
	readonly hint: string;
	/** JSON Schema of its parameters. */
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** Policies compiled to one WebAssembly module, and what the host must know of them. */
export interface Bundle {
	readonly wasm: Uint8Array;
	readonly policies: readonly PolicyMetadata[];
	/** Built-ins that the module calls in its host, in order of name. */
	readonly builtins: readonly string[];
	/** Base documents that the policies refer to and no rule defines: `['data.prices']`. Loading refuses a bundle that lacks one. */
	readonly data_paths: readonly string[];
	/** The base documents. */
	readonly data?: Readonly<Record<string, unknown>>;
	/** SHA-256 over sources, entrypoints and compiler, hexadecimal. */
	readonly digest: string;
	readonly opa_version: string;
}
