import type { PlanAction } from '@portcullis/core';
import { listAt, valueAt } from '../read/value-at.js';
import type { ChangeShape, PlanShape } from './plan-shape.js';

/**
 * What a plan says of a resource that cannot be so beside what else it says of it: then one of the two would pass
 * unjudged. Terraform writes no such plan; what cut or edited one may.
 *
 * @returns a sentence about it; `undefined` where nothing is wrong
 */
export function contradiction({ address, mode, change }: ChangeShape, action: PlanAction | 'read'): string | undefined {
	if (mode === 'data') {
		// Once read, a data source can only be read anew, stay, or go.
		return ['read', 'no-op', 'delete'].includes(action) ? undefined : `it has actions to ${action} data, ${address}`;
	}
	const { before = null, after = null } = change;
	const stands = before !== null;
	const remains = after !== null;
	switch (action) {
		case 'read':
			return `it only reads ${address}, which is no data source`;
		case 'create':
			return stands ? `it creates ${address}, which stands already` : undefined;
		case 'delete':
		case 'forget':
			return remains ? `it has actions to ${action} ${address}, and says what of it remains` : undefined;
		case 'no-op':
			return JSON.stringify(before) === JSON.stringify(after)
				? undefined
				: `it does nothing to ${address}, and says that it changes`;
		case 'update':
		case 'replace':
			return undefined;
	}
}

/**
 * A resource that will stand, as `planned_values` has it, of which `resource_changes` says nothing: Terraform lists all
 * there, also what stays as it is.
 */
export function withoutEntry({ planned_values, resource_changes }: PlanShape): string | undefined {
	const listed = new Set(resource_changes.map(({ address }) => address));
	return plannedIn(valueAt(planned_values, 'root_module')).find((address) => !listed.has(address));
}

function plannedIn(module: unknown): readonly string[] {
	const own = listAt(module, 'resources')
		.filter((resource) => valueAt(resource, 'mode') === 'managed')
		.map((resource) => String(valueAt(resource, 'address')));
	return [...own, ...listAt(module, 'child_modules').flatMap(plannedIn)];
}
