import type { Provider } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { tfLiteral } from '../cdk/tf-text.js';
import { defineProvider } from '../define-provider.js';
import type { AwsScope } from './aws-scope.js';
import { awsDatabase } from './database.js';
import { awsKubernetes } from './kubernetes.js';
import { awsNetwork } from './network.js';
import { awsStorage } from './storage.js';
import { awsVm } from './vm.js';

/** Amazon Web Services, by `hashicorp/aws`. Credentials come from Terraform's environment. */
export const awsProvider: Provider = defineProvider<AwsScope>({
	id: 'aws',
	mappings: {
		vm: awsVm,
		database: awsDatabase,
		network: awsNetwork,
		storage: awsStorage,
		kubernetes: awsKubernetes,
	},
	load: async () => {
		const [{ synthesizeDocument }, aws] = await Promise.all([
			import('../cdk/synthesize.js'),
			import('../cdk/aws.js').then(({ loadAws }) => loadAws()),
		]);
		return (project, fill) =>
			synthesizeDocument((scope) => {
				scope.add(aws.AwsProvider, tfId('aws'), {
					region: tfLiteral(project.region),
					// With credentials of another account Terraform stops before it makes anything.
					...(project.account === undefined ? {} : { allowedAccountIds: [tfLiteral(project.account)] }),
				});
				fill({ scope, aws, project });
			}, project);
	},
});
