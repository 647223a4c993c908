import type { Problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import type { Resource } from '../model/resource.js';
import type { ProviderId } from '../model/vocabulary.js';

/** A Terraform configuration in its JSON syntax: what `main.tf.json` holds. */
export type TerraformDocument = Readonly<Record<string, unknown>>;

/** A document that was put in place. */
export interface WrittenDocument {
	/** The file, absolute. */
	readonly path: string;
	/** SHA-256 of its bytes, hexadecimal. */
	readonly digest: string;
}

/** One Terraform resource with the values of a plan or of a document, as `terraform show -json` writes it. */
export interface PlannedResource {
	/** `google_compute_instance.vm_web` */
	readonly address: string;
	readonly type: string;
	readonly name: string;
	/** `count` or `for_each` key, where there is one. */
	readonly index?: string | number;
	readonly values: Readonly<Record<string, unknown>>;
}

/** A resource that was recognised in Terraform's. */
export interface ReadResource {
	readonly resource: Resource;
	/** Terraform's addresses of all that belongs to it. */
	readonly addresses: readonly string[];
	/** The project that it says it was written for by Portcullis; left out where it says nothing of the kind. */
	readonly project?: string;
}

/** A resource of Terraform's that no mapping covers, or that is not what a mapping can say. */
export interface UnmappedResource {
	/** Terraform's address of it. */
	readonly address: string;
	readonly reason: string;
	/** Of one that says it was written by Portcullis: for which project, and as part of which resource (`vm/web`). */
	readonly writtenFor?: { readonly project: string; readonly resource: string };
}

/** Resources of ours that were recognised in Terraform's, and those of Terraform's that no mapping covers. */
export interface ReadResources {
	readonly resources: readonly ReadResource[];
	readonly unmapped: readonly UnmappedResource[];
}

/**
 * What turns resources into Terraform and back, for one cloud.
 *
 * The trap: everything in a `Resource` was written by people. It must reach Terraform as text, never as code.
 *
 * @example
 * ```ts
 * import type { Provider } from '@portcullis/core';
 *
 * // Writes nothing but names: enough to see what the gate hands over.
 * const dry: Provider = {
 * 	id: 'gcp',
 * 	check: () => [],
 * 	synthesize: async (_project, resources) => ({ locals: { names: resources.map((resource) => resource.name) } }),
 * 	write: async (project, _resources, root) => ({ path: `${root}/${project.name}`, digest: '' }),
 * 	inPlace: async () => '',
 * 	read: async () => ({ resources: [], unmapped: [] }),
 * };
 * ```
 */
export interface Provider {
	readonly id: ProviderId;
	/**
	 * Holds a resource to the cloud's own rules: names, labels, zones, sizes of disks, fields that the cloud lacks.
	 * Paths are relative to the resource. Loads nothing heavy.
	 *
	 * @param desired everything that shall stand in the project, by address: what the resource refers to is in it
	 */
	check(resource: Resource, project: Project, desired: ReadonlyMap<string, Resource>): readonly Problem[];
	/** The whole document of a project, from everything that shall stand in it. The same input gives the same bytes. */
	synthesize(project: Project, resources: readonly Resource[]): Promise<TerraformDocument>;
	/**
	 * Synthesizes and puts the document in place as `main.tf.json` in the project's folder under `root`. No other file
	 * there is touched, and readers see the old document or the new one, never a part.
	 *
	 * @param stillMine asked when all but the rename is done: where it answers no, somebody else has the project in hand,
	 * and nothing is put in place. The less happens between its answer and the rename, the better.
	 * @throws PortcullisError `DOCUMENT_NOT_OURS` then
	 */
	write(
		project: Project,
		resources: readonly Resource[],
		root: string,
		stillMine?: () => Promise<boolean>,
	): Promise<WrittenDocument>;
	/** SHA-256 of the bytes of the document that is in place, hexadecimal; `null` where there is none, or none that can be read. */
	inPlace(project: Project, root: string): Promise<string | null>;
	/** Recognises resources of ours in Terraform's. */
	read(planned: readonly PlannedResource[], project: Project): Promise<ReadResources>;
}
