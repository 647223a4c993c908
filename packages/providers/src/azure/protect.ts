import type { Resource } from '@portcullis/core';
import type { TfId } from '../cdk/tf-id.js';
import { tfLiteral } from '../cdk/tf-text.js';
import type { AzureScope } from './azure-scope.js';

/** Locks something against deletion where the resource asks for it: azure's resources have no switch of their own. */
export function protect({ scope, azurerm }: AzureScope, resource: Resource, id: TfId, target: string): void {
	if (!('deletion_protection' in resource && resource.deletion_protection)) return;
	scope.add(azurerm.ManagementLock, id, {
		name: tfLiteral('portcullis-deletion-protection'),
		scope: scope.reference(target),
		lockLevel: tfLiteral('CanNotDelete'),
		notes: tfLiteral(`deletion_protection of ${resource.kind}/${resource.name}`),
	});
}
