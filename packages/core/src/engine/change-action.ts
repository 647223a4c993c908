import type { Action, Change } from '../model/deployment.js';

/** What a change does to its resource, by what stands before and after. */
export function changeAction({ before, after }: Change): Action {
	if (before === null) return 'create';
	return after === null ? 'delete' : 'modify';
}
