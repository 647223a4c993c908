import type { PlanAction } from '@portcullis/core';

const actions: Readonly<Record<string, PlanAction | 'read'>> = {
	'no-op': 'no-op',
	create: 'create',
	read: 'read',
	update: 'update',
	delete: 'delete',
	forget: 'forget',
	'delete create': 'replace',
	'create delete': 'replace',
	// The old one is left standing, and a new one comes.
	'create forget': 'replace',
	'forget create': 'replace',
};

/**
 * What a list of Terraform's actions comes to; `undefined` for a list that is none of Terraform's.
 *
 * @example `['delete', 'create']` and `['create', 'delete']` are one `replace`
 */
export function actionOf(list: readonly string[]): PlanAction | 'read' | undefined {
	const key = list.join(' ');
	return Object.hasOwn(actions, key) ? actions[key] : undefined;
}
