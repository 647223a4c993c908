import type { Problem, Project, ReadResources, Resource } from '@portcullis/core';
import type { PlannedPool } from './read/planned-pool.js';

/**
 * One kind of resource on one cloud, in both directions.
 *
 * `Scope` is the cloud's own: the constructs' scope with the classes that were loaded, so that a mapping names no
 * class before one is needed.
 */
export interface Mapping<Kind extends Resource, Scope> {
	/** What the cloud would refuse. Loads nothing heavy; paths are relative to the resource. */
	check(resource: Kind, project: Project, desired: Desired): readonly Problem[];
	/** Adds the resource to the document. It was checked before; the networks of the project are in the document already. */
	toTerraform(scope: Scope, resource: Kind, desired: Desired): void;
	/** Takes what it recognises out of the pool. */
	read(planned: PlannedPool, project: Project): ReadResources;
}

/** Everything that shall stand in the project, by address: what a resource refers to is in it. */
export type Desired = ReadonlyMap<string, Resource>;

/** A mapping for each kind that the model knows: a kind without one does not compile. */
export type Mappings<Scope> = {
	readonly [Kind in Resource['kind']]: Mapping<Extract<Resource, { readonly kind: Kind }>, Scope>;
};
