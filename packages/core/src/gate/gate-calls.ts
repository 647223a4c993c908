import type { Result } from '../model/result.js';
import { asked } from './asked.js';
import { type Asking, askedOnce } from './asked-once.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';

type Act<Who, Given extends readonly unknown[], Value> = (
	gate: GateContext,
	caller: Who,
	...given: Given
) => Promise<Result<Value>>;

/**
 * Makes a gate's calls of what carries them out: each caller is checked first, and what changes something is carried out
 * once by one request id.
 */
export function callsOf(gate: GateContext) {
	const changing = <Given extends readonly unknown[], Value>(
		name: string,
		act: Act<Asking, Given, Value>,
		again: Act<Caller, [id: string], Value> | undefined,
		caller: Caller,
		given: Given,
		id?: string,
	) => {
		const last = given.findLastIndex((each) => each !== undefined);
		return askedOnce(gate, caller, {
			name,
			content: given.slice(0, last + 1).map((each) => each ?? null),
			...(id === undefined ? {} : { id }),
			act: (asking) => act(gate, asking, ...given),
			...(again === undefined ? {} : { session: (session) => again(gate, caller, session) }),
		});
	};
	return {
		reads:
			<Given extends readonly unknown[], Value>(act: Act<Caller, Given, Value>) =>
			(caller: Caller, ...given: Given) =>
				asked(caller, () => act(gate, caller, ...given)),
		/** What is read is named by an id. */
		readsOne:
			<Given extends readonly [id?: string, ...unknown[]], Value>(act: Act<Caller, Given, Value>) =>
			(caller: Caller, ...given: Given) =>
				asked(caller, () => act(gate, caller, ...given), given[0]),
		/** With `again`: how a call that was answered with a session is answered again. */
		changes:
			<Given extends readonly unknown[], Value>(
				name: string,
				act: Act<Asking, Given, Value>,
				again?: Act<Caller, [id: string], NoInfer<Value>>,
			) =>
			(caller: Caller, ...given: Given) =>
				changing(name, act, again, caller, given),
		/** What is changed is named by an id. */
		changesOne:
			<Given extends readonly [id: string, ...unknown[]], Value>(
				name: string,
				act: Act<Asking, Given, Value>,
				again?: Act<Caller, [id: string], NoInfer<Value>>,
			) =>
			(caller: Caller, ...given: Given) =>
				changing(name, act, again, caller, given, given[0]),
	};
}
