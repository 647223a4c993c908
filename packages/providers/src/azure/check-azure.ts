import type { Problem, Resource, Tags } from '@portcullis/core';
import { checkTags } from '../shared/check-tags.js';
import { isRegion } from '../shared/region-form.js';
import { type Say, sayInto } from '../shared/say.js';

/** Collects problems: what every kind on azure has in common, then what `more` says. */
export function checkAzure(resource: Resource, more: (say: Say) => void): readonly Problem[] {
	const problems: Problem[] = [...checkTags(resource.tags)];
	const say = sayInto(problems);
	if (!isRegion('azure', resource.region))
		say(['region'], 'must be a region of azure, such as westeurope', resource.region);
	checkAzureTags(resource.tags, say);
	if (resource.kind !== 'network' && !resource.encryption) {
		say(['encryption'], 'cannot be turned off on azure, which encrypts whatever it keeps', resource.encryption);
	}
	more(say);
	return problems;
}

// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
function checkAzureTags(tags: Tags, say: Say): void {
	const seen = new Set<string>();
	for (const key of Object.keys(tags)) {
		const folded = key.toLowerCase();
		if (seen.has(folded))
			say(['tags', key], 'is the same key as another on azure, which does not mind case; keep one', key);
		seen.add(folded);
		if (/[<>%&\\?/]/.test(key)) say(['tags', key], 'a key on azure may not hold any of: < > % & \\ ? /', key);
		if (/^(?:microsoft|azure|windows)/.test(folded)) {
			say(['tags', key], 'keys that start with microsoft, azure or windows belong to Azure; use another key', key);
		}
	}
}
