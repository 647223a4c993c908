import { z } from 'zod';
import { nameSchema, policyIdSchema } from '../model/names.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import { type WaiverStanding, waiverStandings } from '../model/vocabulary.js';
import { type KeptWaiver, type WaiverRequest, waiverRequestSchema, waiverStanding } from '../model/waiver.js';
import type { Tx } from '../store/store.js';
import { administer } from './administer.js';
import type { Asking } from './asked-once.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { openChange } from './open-change.js';
import { parseInput } from './parse-input.js';
import { scopeOf } from './permissions-in.js';
import type { SessionView } from './session-view.js';
import { unknownTenant } from './unknown.js';
import { viewerOf } from './viewer.js';

/** A waiver as people see it. */
export interface WaiverView {
	readonly waiver: KeptWaiver;
	readonly standing: WaiverStanding;
}

/** Which waivers to list. */
export interface WaiverFilter {
	readonly standings?: readonly WaiverStanding[];
	readonly policy?: string;
	/** Those that are narrowed to this project. */
	readonly project?: string;
}

const filterSchema = z.strictObject({
	standings: z.array(z.enum(waiverStandings)).min(1).optional(),
	policy: policyIdSchema.optional(),
	project: nameSchema.optional(),
});

/**
 * Asks for a waiver: it waits in a session until the owners of what it lifts have approved it. Needs `can_view` where it
 * shall hold; whoever asks never counts among those who approve.
 */
export async function requestWaiver(
	gate: GateContext,
	caller: Asking,
	given: WaiverRequest | unknown,
): Promise<Result<SessionView>> {
	const parsed = parseInput(waiverRequestSchema, given, 'the waiver');
	if (parsed.kind === 'refused') return parsed;
	return gate.store.write(async (tx) => {
		const tenant = await tx.tenants.get(caller.tenant);
		if (tenant === null) return unknownTenant(caller.tenant);
		const about = { subject: 'waiver', waiver: parsed.value } as const;
		return openChange(gate, tx, caller, tenant, about, gate.clock());
	});
}

/** The waivers that the caller may see, the oldest first, expired ones too. */
export async function listWaivers(
	gate: GateContext,
	caller: Caller,
	given: WaiverFilter = {},
): Promise<Result<WaiverView[]>> {
	const parsed = parseInput(filterSchema, given, 'what to list');
	if (parsed.kind === 'refused') return parsed;
	const { standings, policy, project } = parsed.value;
	return gate.store.read(async (tx) => {
		const seen = await seenWaivers(tx, gate, caller);
		if (seen.kind === 'refused') return seen;
		return ok(
			seen.value.filter(
				({ waiver, standing }) =>
					(standings?.includes(standing) ?? true) &&
					(policy === undefined || waiver.policy === policy) &&
					(project === undefined || waiver.scope.project === project),
			),
		);
	});
}

/** One waiver. */
export function showWaiver(gate: GateContext, caller: Caller, id: string): Promise<Result<WaiverView>> {
	return gate.store.read(async (tx) => {
		const seen = await seenWaivers(tx, gate, caller);
		if (seen.kind === 'refused') return seen;
		const found = seen.value.find(({ waiver }) => waiver.id === id);
		return found === undefined ? unknownWaiver(id) : ok(found);
	});
}

// Those of no one project bear on all of them, and are seen by whoever sees any.
async function seenWaivers(tx: Tx, gate: GateContext, caller: Caller): Promise<Result<WaiverView[]>> {
	const viewer = await viewerOf(tx, gate, caller);
	if (viewer.kind === 'refused') return viewer;
	const now = gate.clock();
	const waivers = await tx.waivers.list(caller.tenant);
	return ok(
		waivers
			.filter(({ scope }) => scope.project === undefined || viewer.sees(scope.project))
			.map((waiver) => ({ waiver, standing: waiverStanding(waiver, now) })),
	);
}

/** Revokes a waiver before its time. Needs `can_manage_policies` where it holds, or to be its owner. */
export async function removeWaiver(gate: GateContext, caller: Asking, id: string): Promise<Result<KeptWaiver>> {
	const waiver = await gate.store.read((tx) => tx.waivers.get(caller.tenant, id));
	if (waiver === null) return unknownWaiver(id);
	const { project } = waiver.scope;
	return administer(gate, caller, {
		capability: 'can_manage_policies',
		scope: scopeOf(waiver.scope),
		owner: waiver.owner,
		event: 'waiver.removed',
		apply: async (tx) => {
			const removed = await tx.waivers.remove(caller.tenant, id);
			return removed === null ? unknownWaiver(id) : ok(removed);
		},
		detail: (removed) => ({ ...(project === undefined ? {} : { project }), session: id, body: { ...removed } }),
	});
}

function unknownWaiver(id: string): Refused {
	return refused('WAIVER_UNKNOWN', `there is no waiver ${id}; one that is not approved yet is a session still`);
}
