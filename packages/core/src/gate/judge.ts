import { assess } from '../engine/assess.js';
import type { Decided } from '../engine/engine.js';
import type { Facts } from '../engine/facts.js';
import type { Deployment } from '../model/deployment.js';
import type { ResourceUse } from '../model/resource-use.js';
import { ok, type Result } from '../model/result.js';
import type { StandingResource } from '../model/session.js';
import type { GateContext } from './gate-context.js';
import type { ParsedRequest } from './parse-request.js';
import { resolveRequest } from './resolve-request.js';
import { resourcesByAddress } from './resources-by-address.js';
import { useOf } from './use-of.js';

/** A deployment and what was decided of it. */
export interface Judged extends Decided {
	readonly deployment: Deployment;
}

/** Resolves a request against the facts and decides it: the one way from a request to a decision. */
export async function judge(
	gate: GateContext,
	request: ParsedRequest,
	facts: Facts,
	standing: readonly StandingResource[],
	now: number,
): Promise<Result<Judged>> {
	const provider = gate.providerOf(facts.project.provider);
	const resolved = resolveRequest(request, {
		project: facts.project,
		provider,
		catalogue: gate.catalogueOf(facts.tenant),
		standing: resourcesByAddress(standing),
	});
	if (resolved.kind === 'refused') return resolved;
	return ok({ deployment: resolved.value, ...(await decideAgain(gate, resolved.value, facts, standing, now)) });
}

/** Decides a deployment that was resolved before, on the facts and prices of now. */
export function decideAgain(
	gate: GateContext,
	deployment: Deployment,
	facts: Facts,
	standing: readonly StandingResource[],
	now: number,
): Promise<Decided> {
	const assessment = assess(deployment, facts.project.provider, gate.catalogueOf(facts.tenant));
	const uses = usesOf(deployment, standing);
	return gate.engine.decide({ facts: { ...facts, uses }, deployment, assessment, now });
}

function usesOf({ changes }: Deployment, standing: readonly StandingResource[]): ResourceUse[] {
	const changed = new Set(changes.filter(({ before }) => before !== null).map(({ address }) => address));
	return standing.filter(({ address }) => changed.has(address)).map(useOf);
}
