import type { Vm } from '@portcullis/core';
import type { Architecture } from '../vm/architecture.js';

interface ImageReference {
	readonly publisher: string;
	readonly offer: string;
	readonly sku: Readonly<Record<Architecture, string>>;
}

/** The images of the marketplace, of the second generation (trusted launch needs it); the version is always the latest. */
export const azureImages: Readonly<Record<Vm['image'], ImageReference>> = {
	'debian-12': { publisher: 'Debian', offer: 'debian-12', sku: { amd64: '12-gen2', arm64: '12-arm64' } },
	'ubuntu-22.04': {
		publisher: 'Canonical',
		offer: '0001-com-ubuntu-server-jammy',
		sku: { amd64: '22_04-lts-gen2', arm64: '22_04-lts-arm64' },
	},
	'ubuntu-24.04': {
		publisher: 'Canonical',
		offer: 'ubuntu-24_04-lts',
		sku: { amd64: 'server', arm64: 'server-arm64' },
	},
};

/** The image of the model that an offer and its sku are. Azure does not mind their case. */
export function azureImageOf(offer: string | undefined, sku: string | undefined): Vm['image'] | undefined {
	const entries = Object.entries(azureImages) as [Vm['image'], ImageReference][];
	return entries.find(
		([, image]) => image.offer === offer?.toLowerCase() && Object.values(image.sku).includes(sku?.toLowerCase() ?? ''),
	)?.[0];
}
