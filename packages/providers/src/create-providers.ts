import type { Provider } from '@portcullis/core';
import { awsProvider } from './aws/aws-provider.js';
import { azureProvider } from './azure/azure-provider.js';
import { gcpProvider } from './gcp/gcp-provider.js';

/**
 * The three clouds, for `core` to be handed. Nothing of cdktf or of a cloud is loaded before the first document of
 * that cloud is wanted.
 *
 * @example
 * ```ts
 * import { createProviders } from '@portcullis/providers';
 *
 * const gcp = createProviders().find(({ id }) => id === 'gcp');
 * ```
 */
export function createProviders(): readonly Provider[] {
	return [gcpProvider, awsProvider, azureProvider];
}
