import type { Provider } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { tfLiteral } from '../cdk/tf-text.js';
import { defineProvider } from '../define-provider.js';
import { gcpDatabase } from './database.js';
import type { GcpScope } from './gcp-scope.js';
import { gcpKubernetes } from './kubernetes.js';
import { gcpNetwork } from './network.js';
import { gcpStorage } from './storage.js';
import { gcpVm } from './vm.js';

/** Google Cloud, by `hashicorp/google`. Credentials come from Terraform's environment. */
export const gcpProvider: Provider = defineProvider<GcpScope>({
	id: 'gcp',
	mappings: {
		vm: gcpVm,
		database: gcpDatabase,
		network: gcpNetwork,
		storage: gcpStorage,
		kubernetes: gcpKubernetes,
	},
	load: async () => {
		const [{ synthesizeDocument }, google] = await Promise.all([
			import('../cdk/synthesize.js'),
			import('../cdk/gcp.js').then(({ loadGcp }) => loadGcp()),
		]);
		return (project, fill) =>
			synthesizeDocument((scope) => {
				scope.add(google.GoogleProvider, tfId('google'), {
					...(project.account === undefined ? {} : { project: tfLiteral(project.account) }),
					region: tfLiteral(project.region),
					// Labels are those that are written here, no more.
					addTerraformAttributionLabel: false,
				});
				fill({ scope, google, project });
			}, project);
	},
});
