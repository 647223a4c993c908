import type { Facts } from '../engine/facts.js';
import { spendingAfter } from '../engine/spending-view.js';
import { explain } from '../explain/explain.js';
import type { Explanation } from '../explain/explanation.js';
import type { Decision } from '../model/decision.js';
import type { Deployment, DeploymentRequest } from '../model/deployment.js';
import type { Quota } from '../model/quota.js';
import { ok, type Refused, type Result } from '../model/result.js';
import type { StandingResource } from '../model/session.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { judge } from './judge.js';
import { type ParsedRequest, parseRequest } from './parse-request.js';
import { type ReadFacts, readCallerFacts } from './read-facts.js';
import { knownPolicies } from './tenant-policies.js';
import { useOf } from './use-of.js';

/** What would be decided; nothing is stored. */
export interface Preview {
	readonly deployment: Deployment;
	readonly decision: Decision;
	/** How it came about, where that was asked for. */
	readonly explanation?: Explanation;
}

/** What else to say of what would be decided. */
export interface PreviewOptions {
	/** Whether to explain each decision. */
	readonly explain?: boolean;
}

type State = Pick<ReadFacts, 'facts' | 'standing'>;

/**
 * Decides one request or several and stores nothing. Several count together: what an earlier one that is not denied would create
 * stands, and takes of its quota, for the later ones. Where one of several cannot be understood, the message says
 * which, and the paths of its problems begin with its index.
 */
export async function preview(
	gate: GateContext,
	caller: Caller,
	requests: DeploymentRequest | readonly DeploymentRequest[] | unknown,
	options: PreviewOptions = {},
): Promise<Result<Preview[]>> {
	const parsed = parseAll(Array.isArray(requests) ? requests : [requests]);
	if (parsed.kind === 'refused') return parsed;
	const now = gate.clock();
	const states = await readStates(gate, caller, new Set(parsed.value.map((request) => request.project)), now);
	if (states.kind === 'refused') return states;
	const known = await gate.store.read((tx) => knownPolicies(tx, gate.engine, caller.tenant));
	const previews: Preview[] = [];
	for (const [index, request] of parsed.value.entries()) {
		const state = states.value.get(request.project);
		if (state === undefined) throw new TypeError(`no facts of ${request.project}`);
		const judged = await judge(gate, request, state.facts, state.standing, now);
		if (judged.kind === 'refused') return numbered(judged, index, parsed.value.length);
		const { deployment, decision, record } = judged.value;
		const from = { ...known, record, bindings: state.facts.bindings };
		const explained = options.explain === true ? { explanation: explain(decision, from) } : {};
		previews.push({ deployment, decision, ...explained });
		if (decision.answer === 'deny') continue;
		states.value.set(request.project, afterwards(state, deployment, decision));
		// Those of an actor and of the tenant bear on the other projects too.
		for (const [name, { facts, standing: stands }] of states.value) {
			states.value.set(name, { standing: stands, facts: { ...facts, quotas: taken(facts, decision) } });
		}
	}
	return ok(previews);
}

function parseAll(requests: readonly unknown[]): Result<ParsedRequest[]> {
	const parsed: ParsedRequest[] = [];
	for (const [index, request] of requests.entries()) {
		const one = parseRequest(request);
		if (one.kind === 'refused') return numbered(one, index, requests.length);
		parsed.push(one.value);
	}
	return ok(parsed);
}

function numbered(refusal: Refused, index: number, of: number): Refused {
	if (of === 1) return refusal;
	const problems = refusal.problems.map((found) => ({ ...found, path: [index, ...found.path] }));
	return { ...refusal, message: `request ${index + 1} of ${of}: ${refusal.message}`, problems };
}

function readStates(
	gate: GateContext,
	caller: Caller,
	projects: ReadonlySet<string>,
	now: number,
): Promise<Result<Map<string, State>>> {
	return gate.store.read(async (tx) => {
		const states = new Map<string, State>();
		for (const name of projects) {
			const read = await readCallerFacts(tx, caller, name, now);
			if (read.kind === 'refused') return read;
			states.set(name, read);
		}
		return ok(states);
	});
}

// As if it had been deployed: what it adds is used, and what it deletes is free for what comes after it.
function afterwards({ facts, standing }: State, deployment: Deployment, decision: Decision): State {
	const uses = new Map(decision.uses.map(({ resource, ...use }) => [resource, use]));
	const touched = new Set(deployment.changes.map((change) => change.address));
	const added = deployment.changes.flatMap(({ address, after }): StandingResource[] => {
		if (after === null) return [];
		return [
			{
				tenant: facts.tenant,
				project: facts.project.name,
				address,
				resource: after,
				status: 'written',
				hourly_micros: 0,
				cost_complete: false,
				use: uses.get(address) ?? null,
				deployed_by: facts.actor.id,
				session: 'preview',
				created_at: 0,
				updated_at: 0,
			},
		];
	});
	const { spending } = facts;
	const stands = { standing: [...standing.filter(({ address }) => !touched.has(address)), ...added] };
	if (spending === undefined) return { ...stands, facts };
	const after = new Map(decision.uses.map((use) => [use.resource, use]));
	const before = new Map(standing.map((one) => [one.address, useOf(one)]));
	const moves = [...touched].map((address) => ({
		before: before.get(address) ?? null,
		after: after.get(address) ?? null,
	}));
	return { ...stands, facts: { ...facts, spending: spendingAfter(spending, moves) } };
}

// What is not known could never be reserved, so nothing that comes after it would find it taken.
function taken({ project, quotas }: Facts, decision: Decision): Quota[] {
	const byId = new Map(quotas.map((quota) => [quota.id, quota]));
	for (const { requested, limit: _, ...use } of decision.quotas) {
		if (use.project !== null && use.project !== project.name) continue;
		const row = byId.get(use.id) ?? { ...use, limit: null, override: null };
		byId.set(use.id, { ...row, used: Math.max(0, row.used + (requested ?? 0)) });
	}
	return [...byId.values()];
}
