import type { Decision, Suggestions } from '@portcullis/core';
import type { Opened } from '../gate/with-gate.js';

/** Past so many resources, each further decision takes long enough to be noticed. */
const mostResources = 100;

/**
 * What would make one request pass, where that is told soon; `undefined` for what is allowed, and where it is not told
 * soon. It is a remark beside the decision: that it cannot be told is no reason to fail.
 */
export async function cheapSuggestions(
	{ gate, caller }: Opened,
	request: unknown,
	decision: Decision,
): Promise<Suggestions | undefined> {
	if (decision.answer === 'allow' || decision.cost.resources.length > mostResources) return undefined;
	const found = await gate.suggest(caller, request);
	return found.kind === 'ok' ? found.value : undefined;
}
