import { z } from 'zod';
import { type Binding, bindingSchema } from '../model/binding.js';
import type { DecisionWarning } from '../model/decision.js';
import { isPolicyPattern } from '../model/policy-pattern.js';
import { pathText } from '../model/problem.js';
import type { Material } from './material.js';
import type { Verdict } from './merge.js';
import { type Judges, reachVerdict } from './reach-verdict.js';
import { readOrExplain } from './read-or-explain.js';
import { type ReadRecord, readRecord } from './read-record.js';
import { ownPolicies } from './tenant-policies.js';

/** Why a decision cannot be made again. */
export type ReplayFault =
	/** What was decided on was not kept: it could not be read, or was removed. */
	| 'INPUT_NOT_KEPT'
	/** What is kept under its digest is not what was decided on. */
	| 'INPUT_ALTERED'
	/** Another version kept it, with less or other fields than this one decides on. */
	| 'INPUT_OUTDATED'
	/** The bundle lacks a policy that was bound then. */
	| 'POLICY_MISSING'
	/** The bindings that were given are none. */
	| 'BINDINGS_INVALID';

/** A verdict on what was decided on before, or why there is none. */
export type Replayed =
	| {
			readonly kind: 'replayed';
			readonly verdict: Verdict;
			readonly warnings: readonly DecisionWarning[];
			/** As of a decision: under the same bundle and bindings the same text. */
			readonly record: string;
			readonly input_digest: string;
	  }
	| { readonly kind: 'not_replayable'; readonly code: ReplayFault; readonly reason: string };

const readBindings = readOrExplain(z.array(bindingSchema), 'bindings');

/**
 * Decides again what a record was decided on: the same facts, prices and moment, under this bundle, and under other
 * bindings where they are given.
 */
export async function replayRecord(
	text: string,
	bindings: readonly Binding[] | undefined,
	judges: Judges,
): Promise<Replayed> {
	const read = readRecord(text);
	if (read.kind === 'unread') {
		return {
			kind: 'not_replayable',
			code: 'INPUT_OUTDATED',
			reason: `what was kept is of another version: ${read.reason}`,
		};
	}
	const missing = bindings === undefined ? missingPolicy(read, judges) : undefined;
	if (missing !== undefined) {
		const reason = `${missing} was bound then, and is not among these policies`;
		return { kind: 'not_replayable', code: 'POLICY_MISSING', reason };
	}
	const given = bindings === undefined ? undefined : readBindings(bindings);
	if (given?.kind === 'unreadable') {
		const [first] = given.problems;
		const reason = `${pathText(first?.path ?? [])}: ${first?.message ?? 'must be bindings'}`;
		return { kind: 'not_replayable', code: 'BINDINGS_INVALID', reason };
	}
	const material =
		given === undefined
			? read.material
			: { ...read.material, bindings: given.value, tenantPolicies: meantByOthers(read, judges) };
	const { verdict, warnings, record } = await reachVerdict(material, judges);
	return { kind: 'replayed', verdict, warnings, record: record.text, input_digest: record.inputDigest };
}

// Other bindings may mean policies of the tenant's own that were not asked then.
function meantByOthers({ material }: ReadRecord, { own }: Judges): Material['tenantPolicies'] {
	const named = new Set(material.tenantPolicies.map(({ id }) => id));
	const others = own.map(({ metadata, digest }) => ({ id: metadata.id, digest })).filter(({ id }) => !named.has(id));
	return [...material.tenantPolicies, ...others];
}

// Under the bundle that decided, a policy that was missing was an error then, and is one again.
function missingPolicy({ material, asked, loaded }: ReadRecord, { bundle, own }: Judges): string | undefined {
	const ownIds = ownPolicies(material.tenantPolicies, own, bundle.policies);
	const gone = material.tenantPolicies.find(({ id }) => !ownIds.has(id));
	if (gone !== undefined) return gone.id;
	if (loaded === bundle.loaded) return undefined;
	const named = material.bindings.map(({ policy }) => policy).filter((policy) => !isPolicyPattern(policy));
	return [...asked, ...named].find((id) => !bundle.policies.has(id) && !ownIds.has(id));
}
