import type { PlannedRegion, ProviderId } from '@portcullis/core';
import { valueAt } from '../read/value-at.js';
import { regionIn, regionOfZone } from '../shared/region-form.js';
import type { OfProvider, PlannedZone, ProviderRegions } from './provider-regions.js';

/** What a resource says of its place. */
export interface OwnPlace {
	readonly values: Readonly<Record<string, unknown>>;
	/** The tree of `after_unknown`, of what shall stand. */
	readonly unknown: unknown;
	/** Its expressions in the configuration; `undefined` for what is in it no more. */
	readonly expressions: unknown;
}

/**
 * The region of a resource: from itself, else from its provider. An attribute that its own configuration sets and the
 * plan does not know is unknown: its provider's region would be a guess then, and so would a default.
 *
 * @returns `null` for what has no region of its own: on gcp and azure, what has no attribute for one
 */
export function blockRegion(resource: OfProvider, place: OwnPlace, regions: ProviderRegions): PlannedZone | null {
	switch (resource.provider) {
		case 'aws':
			return awsRegion(resource, place, regions);
		case 'gcp':
			return gcpRegion(resource, place, regions);
		case 'azure':
			return hasAttribute(place, 'location') ? own('azure', place, 'location') : null;
	}
}

function awsRegion(resource: OfProvider, place: OwnPlace, regions: ProviderRegions): PlannedRegion {
	const shown = shownRegion(place.values);
	if (shown !== undefined) return { region: shown, source: 'resource' };
	const set = ['region', 'availability_zone'].find((attribute) => isSetUnknown(place, attribute));
	// An availability zone cannot leave the region of the provider; a region of its own can.
	return set === 'region' ? unknownAttribute(set) : regions.region(resource);
}

function gcpRegion(resource: OfProvider, place: OwnPlace, regions: ProviderRegions): PlannedZone | null {
	for (const attribute of ['zone', 'region', 'location']) {
		if (!hasAttribute(place, attribute)) continue;
		if (valueAt(place.values, attribute) !== undefined || isSetUnknown(place, attribute)) {
			return own('gcp', place, attribute);
		}
	}
	if (hasAttribute(place, 'zone') || hasAttribute(place, 'location')) return regions.zone(resource);
	return hasAttribute(place, 'region') ? regions.region(resource) : null;
}

function own(provider: ProviderId, { values }: OwnPlace, attribute: string): PlannedZone {
	const value = valueAt(values, attribute);
	if (value === undefined) return unknownAttribute(attribute);
	const inZone = regionOfZone(provider, value);
	if (inZone !== undefined) return { region: inZone, source: 'resource', zone: String(value) };
	// A link to it, as states of gcp have: …/regions/europe-west1.
	const name = typeof value === 'string' && provider === 'gcp' ? value.split('/').at(-1) : value;
	const region = regionIn(provider, name) ?? multiRegion(provider, name);
	return region === undefined
		? { region: null, source: 'unknown', reason: `its ${attribute} is no region of ${provider}` }
		: { region, source: 'resource' };
}

// Buckets of gcp may be kept all over a continent: EU, US, ASIA, or in two regions: NAM4, EUR4.
function multiRegion(provider: ProviderId, value: unknown): string | undefined {
	return provider === 'gcp' && typeof value === 'string' && /^(?:eu|us|asia|nam\d+|eur\d+|asia\d+)$/i.test(value)
		? value.toLowerCase()
		: undefined;
}

/** The region that values of aws show: as an attribute, by a zone, or in an ARN. */
export function shownRegion(values: unknown): string | undefined {
	const arn = valueAt(values, 'arn');
	return (
		regionIn('aws', valueAt(values, 'region')) ??
		regionOfZone('aws', valueAt(values, 'availability_zone')) ??
		(typeof arn === 'string' ? regionIn('aws', arn.split(':')[3]) : undefined)
	);
}

const hasAttribute = ({ values, unknown, expressions }: OwnPlace, attribute: string) =>
	[values, unknown, expressions].some(
		(record) => typeof record === 'object' && record !== null && Object.hasOwn(record, attribute),
	);

function isSetUnknown({ values, expressions }: OwnPlace, attribute: string): boolean {
	const expression = valueAt(expressions, attribute);
	const isNull =
		typeof expression === 'object' &&
		expression !== null &&
		'constant_value' in expression &&
		expression.constant_value === null;
	return (
		expression !== undefined && !isNull && valueAt(values, attribute) === undefined && !isNullIn(values, attribute)
	);
}

// An expression that came to null left it to the provider.
const isNullIn = (values: Readonly<Record<string, unknown>>, attribute: string) =>
	Object.hasOwn(values, attribute) && values[attribute] === null;

const unknownAttribute = (attribute: string): PlannedRegion => ({
	region: null,
	source: 'unknown',
	reason: `its ${attribute} is known after apply only`,
});
