import type { Project } from '@portcullis/core';
import type { AzureClasses } from '../cdk/azure.js';
import type { Scope } from '../cdk/scope.js';
import type { TfText } from '../cdk/tf-text.js';

/** What the mappings of azure write into. */
export interface AzureScope {
	readonly scope: Scope;
	readonly azurerm: AzureClasses;
	readonly project: Project;
	/** The name of the project's resource group, as a reference to it. */
	readonly resourceGroupName: TfText;
}

/** The name of a project's resource group. */
export function resourceGroupOf(project: Project): string {
	return `portcullis-${project.name}`;
}
