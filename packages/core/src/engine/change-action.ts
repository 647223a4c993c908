import type { Action, JudgedChange } from '../model/deployment.js';

/** What a change does to its resource, by what stands before and after. */
export function changeAction({ before, after }: JudgedChange): Action {
	if (before === null) return 'create';
	return after === null ? 'delete' : 'modify';
}
