import type { Problem } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';

const minute = 60_000;

/** Options of `portcullis tenant`. */
export interface TenantChange {
	readonly sessionMinutes?: number;
	readonly sessionDefault?: boolean;
}

/** Shows the tenant, after setting what was asked for. */
export function tenant(context: Context, { sessionMinutes, sessionDefault = false }: TenantChange): Promise<Outcome> {
	const changes = sessionMinutes !== undefined || sessionDefault;
	return withGate(context, { mode: changes ? 'write' : 'read', parts: 'lookup' }, async ({ gate, store, caller }) => {
		if (sessionMinutes !== undefined && sessionDefault) {
			const message = '--session-minutes and --session-default cannot both be given';
			return failure({ code: 'USAGE_INVALID', message, status: 2 });
		}
		if (changes) {
			const given = sessionMinutes === undefined ? null : sessionMinutes * minute;
			const set = await gate.setSessionLifetime(caller, given);
			if (set.kind === 'refused') return refusal(set, inMinutes(set.problems, sessionMinutes));
		} else {
			// Who may see nothing here is not shown the tenant either.
			const seen = await gate.roles.list(caller);
			if (seen.kind === 'refused') return refusal(seen);
		}
		const found = await store.read((tx) => tx.tenants.get(caller.tenant));
		const session_lifetime_ms = found?.session_lifetime_ms ?? null;
		const asserted_may_approve = found?.asserted_may_approve ?? false;
		const document = { kind: 'tenant', tenant: caller.tenant, session_lifetime_ms, asserted_may_approve } as const;
		const wait =
			session_lifetime_ms === null ? '30 minutes (nothing is set)' : `${session_lifetime_ms / minute} minutes`;
		return done(document, () =>
			[
				harmless(`tenant: ${caller.tenant}`),
				`sessions wait: ${wait}`,
				`approvals by --as: ${asserted_may_approve ? 'count' : 'do not count'}`,
				'',
			].join('\n'),
		);
	});
}

// The gate counts in milliseconds, and says so.
function inMinutes(
	problems: readonly Problem[],
	given: number | undefined,
): { readonly problems?: readonly Problem[] } {
	if (given === undefined || problems.length === 0) return {};
	const message = 'must be from 5 to 10080 minutes (7 days)';
	return { problems: [{ kind: 'problem', path: ['--session-minutes'], message, received: String(given) }] };
}
