import type { TerraformDocument } from '@portcullis/core';
import { plannedValues } from './planned-values.js';

/** What `terraform show -json` would write of a document of ours, before anything of it stands. */
export function planJson(document: TerraformDocument, region: string) {
	const resource_changes = plannedValues(document).map(({ values, ...resource }) => ({
		...{ ...resource, mode: 'managed', provider_name: '' },
		change: { actions: ['create'], before: null, after: values, after_unknown: {} },
	}));
	const constant = { constant_value: region };
	const provider_config = {
		aws: { name: 'aws', expressions: { region: constant } },
		google: { name: 'google', expressions: { region: constant } },
	};
	const resources = resource_changes.map(({ address, type }) => ({
		...{ address, provider_config_key: type.split('_', 1)[0] },
	}));
	return { format_version: '1.2', resource_changes, configuration: { provider_config, root_module: { resources } } };
}
