import type { Project, Resource } from '@portcullis/core';

/**
 * The tags that Portcullis sets beside the user's: who manages the resource, and what it belongs to. Fit for labels on
 * gcp as well: lower case, digits and hyphens.
 */
export function ownTags(project: Project, resource: Pick<Resource, 'name'>): Readonly<Record<string, string>> {
	return { 'managed-by': 'portcullis', 'portcullis-project': project.name, 'portcullis-resource': resource.name };
}

/** What a machine of ours was written for, from its tags; `undefined` where they do not say. */
export function writtenForIn(
	tags: Readonly<Record<string, string>>,
): { readonly project: string; readonly name: string } | undefined {
	const { 'managed-by': manager, 'portcullis-project': project, 'portcullis-resource': name } = tags;
	return manager === 'portcullis' && project !== undefined && name !== undefined ? { project, name } : undefined;
}

const networkTag = 'portcullis-network';

/**
 * The tag that keeps which network of the project something joins: a plan knows no id of what does not stand yet.
 * Nothing for what joins none.
 */
export function networkTags(network: string | undefined): Readonly<Record<string, string>> {
	return network === undefined ? {} : { [networkTag]: network };
}

/** The network that {@link networkTags} kept. */
export function networkInTags(tags: Readonly<Record<string, string>>): string | undefined {
	return tags[networkTag];
}

/** Whether tags say that Portcullis manages what has them. */
export function isOwn(tags: Readonly<Record<string, string>>): boolean {
	return tags['managed-by'] === 'portcullis';
}

/** Whether a tag's key is ours, or aws's and azure's spelling of it in other case. */
export function isOwnTag(key: string): boolean {
	return /^(?:managed-by$|portcullis-)/i.test(key);
}

/** The user's tags among all of a resource's. */
export function userTags(
	tags: Readonly<Record<string, string>>,
	...also: readonly string[]
): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(tags).filter(([key]) => !isOwnTag(key) && !also.includes(key)));
}
