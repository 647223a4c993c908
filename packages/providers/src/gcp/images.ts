import type { Vm } from '@portcullis/core';
import type { Architecture } from '../vm/architecture.js';

// Series on Arm: Ampere (t2a) and Google's Axion (c4a, n4a).
const armSeries: ReadonlySet<string> = new Set(['t2a', 'c4a', 'n4a']);

/** The series of a machine type: `e2` of `e2-small`. */
export function seriesOf(size: string): string {
	return size.split('-', 1)[0] ?? size;
}

/** The architecture of a machine type, from its series. */
export function gcpArchitecture(size: string): Architecture {
	return armSeries.has(seriesOf(size)) ? 'arm64' : 'amd64';
}

/**
 * The image families of the vendors' public projects, `project/family`: a family is always its newest image.
 * https://cloud.google.com/compute/docs/images/os-details
 */
export const gcpImages: Readonly<Record<Vm['image'], Readonly<Record<Architecture, string>>>> = {
	'debian-12': { amd64: 'debian-cloud/debian-12', arm64: 'debian-cloud/debian-12-arm64' },
	'ubuntu-22.04': { amd64: 'ubuntu-os-cloud/ubuntu-2204-lts', arm64: 'ubuntu-os-cloud/ubuntu-2204-lts-arm64' },
	'ubuntu-24.04': { amd64: 'ubuntu-os-cloud/ubuntu-2404-lts-amd64', arm64: 'ubuntu-os-cloud/ubuntu-2404-lts-arm64' },
};

// What the images of those families are called: `debian-12-bookworm-v20250311`. A state has the image, not the family.
const imageNames: Readonly<Record<Vm['image'], RegExp>> = {
	'debian-12': /^debian-cloud\/debian-12-bookworm(?:-arm64)?-v\d+[a-z]?$/,
	'ubuntu-22.04': /^ubuntu-os-cloud\/ubuntu-2204-jammy(?:-arm64)?-v\d+[a-z]?$/,
	'ubuntu-24.04': /^ubuntu-os-cloud\/ubuntu-2404-noble-(?:amd64|arm64)-v\d+[a-z]?$/,
};

/** The image of the model that a family is. Plans of others write it in full: `projects/…/global/images/family/…`. */
export function gcpImageOf(name: string | undefined): Vm['image'] | undefined {
	const short = name
		?.replace(/^https:\/\/www\.googleapis\.com\/compute\/v1\//, '')
		.replace(/^projects\/([^/]+)\/global\/images\/(?:family\/)?/, '$1/');
	const entries = Object.entries(gcpImages) as [Vm['image'], Record<Architecture, string>][];
	return entries.find(
		([image, families]) => Object.values(families).includes(short ?? '') || imageNames[image].test(short ?? ''),
	)?.[0];
}
