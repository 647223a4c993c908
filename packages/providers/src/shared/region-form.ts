import type { ProviderId } from '@portcullis/core';

// The whole of what a cloud calls a region. What a variable holds may be a part of one only.
const forms: Readonly<Record<ProviderId, RegExp>> = {
	aws: /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/,
	gcp: /^[a-z]+-[a-z]+\d{1,2}$/,
	azure: /^[a-z]+\d?$/,
};

// A zone of aws may be a local one: us-west-2-lax-1a. https://docs.aws.amazon.com/global-infrastructure/latest/regions/
const zones: Readonly<Record<ProviderId, RegExp | null>> = {
	aws: /^([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})(?:-[a-z0-9]+-\d+)?[a-z]$/,
	gcp: /^([a-z]+-[a-z]+\d{1,2})-[a-z]$/,
	azure: null,
};

/** A region as the model writes it (`West Europe` is `westeurope`); `undefined` for what has not the form of one. */
export function regionIn(provider: ProviderId, value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const region = provider === 'azure' ? value.toLowerCase().replaceAll(' ', '') : value.toLowerCase();
	return forms[provider].test(region) ? region : undefined;
}

/** Whether a text is written as the cloud writes regions. Whether there is such a region, the catalogue says. */
export function isRegion(provider: ProviderId, region: string): boolean {
	return regionIn(provider, region) === region;
}

/** The region of a zone; `undefined` for what has not the form of one. */
export function regionOfZone(provider: ProviderId, value: unknown): string | undefined {
	return typeof value === 'string' ? zones[provider]?.exec(value.toLowerCase())?.[1] : undefined;
}
