import type { JudgedChange } from '../model/deployment.js';
import type { Action } from '../model/vocabulary.js';

/** What a change does to its resource, by what stands before and after. */
export function changeAction({ before, after }: JudgedChange): Action {
	if (before === null) return 'create';
	return after === null ? 'delete' : 'modify';
}
