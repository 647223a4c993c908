import { loadClasses } from './load.js';

/**
 * The classes of `@cdktf/provider-google` that we use, each from its own file: the package's index takes 6 s and
 * 430 MB to load, these take 20 ms.
 *
 * @throws PortcullisError `PROVIDER_MISSING` where the package is not installed
 */
export async function loadGcp() {
	return loadClasses('gcp', async () => {
		const [provider, instance, account] = await Promise.all([
			import('@cdktf/provider-google/lib/provider/index.js'),
			import('@cdktf/provider-google/lib/compute-instance/index.js'),
			import('@cdktf/provider-google/lib/service-account/index.js'),
		]);
		return {
			GoogleProvider: provider.GoogleProvider,
			ComputeInstance: instance.ComputeInstance,
			ServiceAccount: account.ServiceAccount,
		};
	});
}

/** What {@link loadGcp} gives. */
export type GcpClasses = Awaited<ReturnType<typeof loadGcp>>;
