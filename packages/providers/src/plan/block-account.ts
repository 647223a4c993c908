import type { ProviderId } from '@portcullis/core';
import { textAt } from '../read/value-at.js';
import type { OfProvider, ProviderRegions } from './provider-regions.js';

/**
 * The account (aws), project (gcp) or subscription (azure) that a resource belongs to, as far as a plan shows it: by the
 * resource itself, else by the configuration of its provider.
 *
 * @param values what shall stand of it, or else what stands
 * @returns `undefined` where the plan does not show it
 */
export function blockAccount(resource: OfProvider, values: unknown, regions: ProviderRegions): string | undefined {
	return shownBy[resource.provider](values) ?? regions.account(resource);
}

const shownBy: Readonly<Record<ProviderId, (values: unknown) => string | undefined>> = {
	// Some types of google's name a project by its number, which says nothing of its id.
	gcp: (values) => /^[a-z].*$/.exec(textAt(values, 'project') ?? '')?.[0],
	aws: (values) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(textAt(values, 'arn') ?? '')?.[1],
	azure: (values) => /^\/subscriptions\/([^/]+)\//i.exec(textAt(values, 'id') ?? '')?.[1]?.toLowerCase(),
};
