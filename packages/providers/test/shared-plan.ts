import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PlannedResource } from '@portcullis/core';

const folder = fileURLToPath(new URL('../../../../shared/plans/', import.meta.url));

interface Module {
	readonly resources?: readonly (PlannedResource & { readonly mode: string })[];
	readonly child_modules?: readonly Module[];
}

/** Why a test that needs the plans of others is skipped; empty where they are there. For its title. */
export const noPlans = existsSync(folder) ? '' : ' (skipped: ../shared/plans is not there)';

/** The resources of a plan that others made, as `terraform show -json` wrote it: the modules' too, not what it only reads. */
export function sharedPlan(file: string): PlannedResource[] {
	return resourcesOf(JSON.parse(sharedPlanText(file)).planned_values.root_module);
}

/** The text of a plan that others made. */
export function sharedPlanText(file: string): string {
	return readFileSync(`${folder}${file}`, 'utf8');
}

function resourcesOf({ resources = [], child_modules = [] }: Module): PlannedResource[] {
	return [...resources.filter(({ mode }) => mode === 'managed'), ...child_modules.flatMap(resourcesOf)];
}
