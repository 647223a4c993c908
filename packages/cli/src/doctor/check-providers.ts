import type { Finding } from './finding.js';

/** Which of the packages are installed that write resources of a cloud. At least one has to be. */
export async function checkProviders(): Promise<Finding> {
	const { installedProviders, providerPackages } = await import('@portcullis/providers');
	const installed = installedProviders();
	const missing = Object.entries(providerPackages).filter(([cloud]) => !installed.some((name) => name === cloud));
	const found = installed.length === 0 ? 'for no cloud' : `for ${installed.join(', ')}`;
	if (missing.length === 0) return { check: 'providers', state: 'good', found };
	const next = `npm i ${missing.map(([, name]) => name).join(' ')}, for the clouds that you use of ${missing.map(([cloud]) => cloud).join(', ')}`;
	return { check: 'providers', state: installed.length === 0 ? 'bad' : 'warning', found, next };
}
