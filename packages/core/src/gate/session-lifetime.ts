import { ok, type Result } from '../model/result.js';
import { sessionLifetimeSchema } from '../model/session.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';

/**
 * Sets how long the sessions of a tenant wait for people, in milliseconds; `null`: 30 minutes, or what the gate is set to.
 * Those that are open keep the time that they have. Needs `can_manage_policies` in the whole tenant.
 */
export async function setSessionLifetime(
	gate: GateContext,
	caller: Caller,
	given: number | null | unknown,
): Promise<Result<number | null>> {
	const parsed = parseInput(sessionLifetimeSchema.nullable(), given, 'how long sessions wait');
	if (parsed.kind === 'refused') return parsed;
	const session_lifetime_ms = parsed.value;
	return administer<number | null>(gate, caller, {
		capability: 'can_manage_policies',
		scope: {},
		event: 'tenant.session_lifetime_set',
		apply: async (tx) => {
			await tx.tenants.setSessionLifetime(caller.tenant, session_lifetime_ms);
			return ok(session_lifetime_ms);
		},
		detail: () => ({ body: { session_lifetime_ms } }),
	});
}
