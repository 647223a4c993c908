import { PortcullisError } from '@portcullis/core';

/** The provider packages, which are optional, and the versions that this package was built against (package.json). */
export const providerPackages = {
	gcp: '@cdktf/provider-google@16.12.1',
	aws: '@cdktf/provider-aws@21.22.1',
	azure: '@cdktf/provider-azurerm@14.23.1',
} as const;

/**
 * Loads a cloud's classes.
 *
 * @throws PortcullisError `PROVIDER_MISSING` with the command that installs the package, where it is not installed
 */
export async function loadClasses<Classes>(
	cloud: keyof typeof providerPackages,
	load: () => Promise<Classes>,
): Promise<Classes> {
	try {
		return await load();
	} catch (cause) {
		const code = (cause as { code?: unknown } | null)?.code;
		if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw cause;
		throw new PortcullisError(
			'PROVIDER_MISSING',
			`resources on ${cloud} need a package that is not installed: npm i ${providerPackages[cloud]}`,
			{ cause },
		);
	}
}
