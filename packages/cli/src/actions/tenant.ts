import type { Caller, Gate, Problem, Refused, SessionView, Tenant } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { waitsForOthers } from '../output/policy-changed.js';
import { harmless } from '../render/harmless.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Options of `portcullis tenant`. */
export interface TenantChange {
	readonly sessionMinutes?: number;
	readonly sessionDefault?: boolean;
	readonly policyApprovals?: number;
	readonly longestWaiver?: number;
	readonly longestWaiverDefault?: boolean;
}

/** Shows the tenant, after setting what was asked for. */
export function tenant(context: Context, change: TenantChange): Promise<Outcome> {
	const [setting, ...more] = settingsOf(change);
	const mode = setting === undefined ? 'read' : 'write';
	return withGate(context, { mode, parts: 'lookup' }, async ({ gate, store, caller }) => {
		if (more.length > 0) {
			const message = `${[setting, ...more].map((each) => each?.option).join(' and ')} cannot both be given`;
			return failure({ code: 'USAGE_INVALID', message, status: 2 });
		}
		// Who may see nothing here is not shown the tenant either.
		const set = await (setting === undefined ? gate.roles.list(caller) : setting.set(gate, caller));
		if (set.kind === 'refused') return refusal(set, setting?.problems(set.problems) ?? {});
		if (set.kind === 'waits') return waitsForOthers(set.view);
		const found = await store.read((tx) => tx.tenants.get(caller.tenant));
		return shown(caller.tenant, found);
	});
}

/** One setting that was asked for. */
interface Setting {
	readonly option: string;
	readonly set: (
		gate: Gate,
		caller: Caller,
	) => Promise<{ readonly kind: 'set' } | { readonly kind: 'waits'; readonly view: SessionView } | Refused>;
	/** The gate's problems in the words of the option. */
	readonly problems: (problems: readonly Problem[]) => { readonly problems?: readonly Problem[] };
}

function settingsOf(change: TenantChange): Setting[] {
	const { sessionMinutes, sessionDefault, policyApprovals, longestWaiver, longestWaiverDefault } = change;
	const lifetime = (option: string, milliseconds: number | null, typed?: number): Setting => ({
		option,
		set: async (gate, caller) => {
			const set = await gate.setSessionLifetime(caller, milliseconds);
			return set.kind === 'refused' ? set : { kind: 'set' };
		},
		problems: inWords(option, 'must be from 5 to 10080 minutes (7 days)', typed),
	});
	const policy = (
		option: string,
		must: string,
		typed: number | undefined,
		change: (gate: Gate, caller: Caller) => ReturnType<Gate['setPolicyChangeApprovals' | 'setLongestWaiver']>,
	): Setting => ({
		option,
		set: async (gate, caller) => {
			const set = await change(gate, caller);
			if (set.kind === 'refused') return set;
			return set.value.kind === 'session' ? { kind: 'waits', view: set.value.view } : { kind: 'set' };
		},
		problems: inWords(option, must, typed),
	});
	const longest = (option: string, days: number | null, typed?: number): Setting =>
		policy(option, 'must be from 1 to 3650 days', typed, (gate, caller) =>
			gate.setLongestWaiver(caller, days === null ? null : days * day),
		);
	return [
		...(sessionMinutes === undefined ? [] : [lifetime('--session-minutes', sessionMinutes * minute, sessionMinutes)]),
		...(sessionDefault === true ? [lifetime('--session-default', null)] : []),
		...(policyApprovals === undefined
			? []
			: [
					policy('--policy-approvals', 'must be from 0 to 16 people', policyApprovals, (gate, caller) =>
						gate.setPolicyChangeApprovals(caller, policyApprovals),
					),
				]),
		...(longestWaiver === undefined ? [] : [longest('--longest-waiver', longestWaiver, longestWaiver)]),
		...(longestWaiverDefault === true ? [longest('--longest-waiver-default', null)] : []),
	];
}

function shown(id: string, found: Tenant | null): Outcome {
	const session_lifetime_ms = found?.session_lifetime_ms ?? null;
	const asserted_may_approve = found?.asserted_may_approve ?? false;
	const policy_change_approvals = found?.policy_change_approvals ?? 0;
	const longest_waiver_ms = found?.longest_waiver_ms ?? null;
	const wait = session_lifetime_ms === null ? '30 minutes (nothing is set)' : `${session_lifetime_ms / minute} minutes`;
	const longest = longest_waiver_ms === null ? '90 days (nothing is set)' : `${longest_waiver_ms / day} days`;
	const changes =
		policy_change_approvals === 0
			? 'nobody else'
			: `${policy_change_approvals} ${policy_change_approvals === 1 ? 'other' : 'others'}`;
	return done(
		{
			kind: 'tenant',
			tenant: id,
			session_lifetime_ms,
			asserted_may_approve,
			policy_change_approvals,
			longest_waiver_ms,
		},
		() =>
			[
				harmless(`tenant: ${id}`),
				`sessions wait: ${wait}`,
				`approvals by --as: ${asserted_may_approve ? 'count' : 'do not count'}`,
				`changes of policy are approved by: ${changes}`,
				`waivers last at most: ${longest}`,
				'',
			].join('\n'),
	);
}

// The gate counts in milliseconds, and says so.
function inWords(option: string, message: string, typed: number | undefined): Setting['problems'] {
	return (problems) =>
		typed === undefined || problems.length === 0
			? {}
			: { problems: [{ kind: 'problem', path: [option], message, received: String(typed) }] };
}
