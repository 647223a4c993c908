import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { withWholeId } from './find-session.js';

/** Takes a session back. */
export function cancel(context: Context, id: string, reason: string | undefined): Promise<Outcome> {
	return close(context, id, 'cancelled', reason ?? null);
}

/** Says no to a session. */
export function reject(context: Context, id: string, reason: string): Promise<Outcome> {
	return close(context, id, 'rejected', reason);
}

function close(
	context: Context,
	id: string,
	status: 'cancelled' | 'rejected',
	reason: string | null,
): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async (opened) => {
		const { gate, caller } = opened;
		const closed =
			status === 'rejected'
				? await gate.reject(caller, id, reason ?? '')
				: await gate.cancel(caller, id, reason ?? undefined);
		if (closed.kind === 'refused') return refusal(await withWholeId(opened, id, closed));
		const why = reason === null ? '' : `: ${reason}`;
		return done(
			{ kind: 'closed', session: id, status, reason },
			() => `${harmless(`Session ${id} is ${status}${why}`)}\n`,
		);
	});
}
