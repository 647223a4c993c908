import { createRequire } from 'node:module';
import type { ProviderId } from '@portcullis/core';
import { providerPackages } from './load.js';

const { resolve } = createRequire(import.meta.url);

/** The clouds whose provider package is installed. None of them is loaded. */
export function installedProviders(): ProviderId[] {
	const clouds = Object.keys(providerPackages) as ProviderId[];
	return clouds.filter((cloud) => {
		const name = providerPackages[cloud].replace(/@[^@]+$/, '');
		try {
			resolve(`${name}/package.json`);
			return true;
		} catch {
			return false;
		}
	});
}
