import type { Provider } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { tfLiteral, tfMap } from '../cdk/tf-text.js';
import { defineProvider } from '../define-provider.js';
import { type AzureScope, resourceGroupOf } from './azure-scope.js';
import { azureDatabase } from './database.js';
import { azureKubernetes } from './kubernetes.js';
import { azureNetwork } from './network.js';
import { azureStorage } from './storage.js';
import { azureVm } from './vm.js';

/** Microsoft Azure, by `hashicorp/azurerm`. Credentials come from Terraform's environment. */
export const azureProvider: Provider = defineProvider<AzureScope>({
	id: 'azure',
	mappings: {
		vm: azureVm,
		database: azureDatabase,
		network: azureNetwork,
		storage: azureStorage,
		kubernetes: azureKubernetes,
	},
	load: async () => {
		const [{ synthesizeDocument }, azurerm] = await Promise.all([
			import('../cdk/synthesize.js'),
			import('../cdk/azure.js').then(({ loadAzure }) => loadAzure()),
		]);
		return (project, fill) =>
			synthesizeDocument((scope) => {
				scope.add(azurerm.AzurermProvider, tfId('azurerm'), {
					// Accounts of ours are closed to wherever Terraform runs, and have no keys to sign in with.
					features: [{ storage: [{ dataPlaneAvailable: false }] }],
					storageUseAzuread: true,
					...(project.account === undefined ? {} : { subscriptionId: tfLiteral(project.account) }),
				});
				// There from the start and to the end, so that the first resource and the last change nothing but themselves.
				const group = scope.add(azurerm.ResourceGroup, tfId('project'), {
					name: tfLiteral(resourceGroupOf(project)),
					location: tfLiteral(project.region),
					tags: tfMap({ 'managed-by': 'portcullis', 'portcullis-project': project.name }),
					// Another default region for the project must not replace the group and all that is in it.
					ignoreChanges: [tfLiteral('location')],
				});
				fill({ scope, azurerm, project, resourceGroupName: scope.reference(group.name) });
			}, project);
	},
});
