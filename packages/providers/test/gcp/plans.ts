import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PlannedResource } from '@portcullis/core';

const folder = fileURLToPath(new URL('../../../../../shared/plans/', import.meta.url));

/** Why a test that needs the plans of others is skipped; empty where they are there. For its title. */
export const noPlans = existsSync(folder) ? '' : ' (skipped: ../shared/plans is not there)';

interface Module {
	readonly resources?: readonly PlannedResource[];
	readonly child_modules?: readonly Module[];
}

/** The resources of a plan that others made, those of its modules among them. */
export function planOf(file: string): PlannedResource[] {
	const { planned_values } = JSON.parse(readFileSync(`${folder}${file}`, 'utf8'));
	return resourcesOf(planned_values.root_module);
}

function resourcesOf({ resources = [], child_modules = [] }: Module): PlannedResource[] {
	return [...resources, ...child_modules.flatMap(resourcesOf)];
}
