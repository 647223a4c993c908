import type { Caller, Gate, Suggestions } from '@portcullis/core';
import type { TypedRequest } from './typed-request.js';

// Past so many resources, each further decision takes long enough to be noticed.
const most = 100;

/**
 * What would make a request pass; `null` where that cannot be told, or would take too long: it is a remark beside the
 * decision, and no reason to fail.
 */
export async function suggestionsFor(
	gate: Gate,
	caller: Caller,
	request: Pick<TypedRequest, 'resources'>,
): Promise<Suggestions | null> {
	if (request.resources.length > most) return null;
	const found = await gate.suggest(caller, request);
	return found.kind === 'ok' ? found.value : null;
}
