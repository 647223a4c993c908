import { canonicalJson, type Project, type ResourceReference, sha256 } from '@portcullis/core';

/**
 * A name that nobody else in all of Azure is likely to have, for what has an address under a domain of Azure's: the
 * project's and the resource's, cut where they are too long, and the start of a digest over these and the subscription.
 *
 * @param most how many characters the name may have
 * @param hyphens whether hyphens may stand in it; a storage account takes none
 */
export function globalName(project: Project, resource: ResourceReference, most: number, hyphens = true): string {
	const digest = sha256(canonicalJson([project.account ?? '', project.name, resource.kind, resource.name])).slice(0, 8);
	const readable = `${project.name}-${resource.name}`;
	if (!hyphens) return `${readable.replaceAll('-', '').slice(0, most - 8)}${digest}`;
	return `${readable.slice(0, most - 9).replace(/-+$/, '')}-${digest}`;
}
