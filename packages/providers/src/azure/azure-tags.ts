import type { Project, Resource } from '@portcullis/core';
import { type TfMap, tfMap } from '../cdk/tf-text.js';
import { networkTags, ownTags } from '../shared/own-tags.js';

/**
 * The tags of something on azure: the user's, those of every resource of ours, and what a plan could not tell else. A
 * plan knows no id of what does not stand yet, so that the network that a resource joins is read from its tags.
 */
export function azureTags(project: Project, resource: Resource, also: Readonly<Record<string, string>> = {}): TfMap {
	return tfMap({ ...resource.tags, ...ownTags(project, resource), ...also });
}

/** Tags that say which network a resource joins, and which of its subnets, where one is named. */
export function placeTags(resource: {
	readonly network?: string | undefined;
	readonly subnet?: string | undefined;
}): Readonly<Record<string, string>> {
	if (resource.network === undefined) return {};
	const subnet = resource.subnet === undefined ? {} : { 'portcullis-subnet': resource.subnet };
	return { ...networkTags(resource.network), ...subnet };
}
