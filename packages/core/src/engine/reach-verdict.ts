import type { DecisionWarning } from '../model/decision.js';
import { ask } from './ask.js';
import { askOwn, noDocuments } from './ask-own.js';
import { bind, type Won } from './bind.js';
import { inputOf } from './build-input.js';
import type { Evaluator } from './evaluator.js';
import type { LoadedBundle } from './load-bundle.js';
import type { Material } from './material.js';
import { merge, type Verdict } from './merge.js';
import type { PolicyInput } from './policy-input.js';
import { type DecisionRecord, recordOf } from './record.js';
import { subjectsOf } from './subjects-of.js';
import { type OwnPolicy, ownPolicies, type RunnablePolicy } from './tenant-policies.js';

/** A verdict, and what it was reached on. */
export interface Reached {
	readonly verdict: Verdict;
	readonly warnings: readonly DecisionWarning[];
	readonly record: DecisionRecord;
	readonly input: PolicyInput;
	readonly won: readonly Won[];
}

/** Who can be asked: the bundle, and the tenant's own policies that were handed over. */
export interface Judges {
	readonly bundle: LoadedBundle;
	readonly evaluator: Evaluator;
	readonly own: readonly RunnablePolicy[];
	/** For each of the tenant's own policies, in milliseconds. */
	readonly deadline: { readonly baseMs: number; readonly perResourceMs: number };
}

/** Judges: who is asked about what, what they answer, and what that comes to. Decisions and replays are made here alike. */
export async function reachVerdict(material: Material, { bundle, evaluator, own, deadline }: Judges): Promise<Reached> {
	const { views, bindings, waivers, words } = material;
	const subjects = subjectsOf(views);
	const owned = ownPolicies(material.tenantPolicies, own, bundle.policies);
	const policies = owned.size === 0 ? bundle.policies : new Map([...bundle.policies, ...owned]);
	const bound = bind(bindings, policies, subjects, views.project, views.now);
	const input = inputOf(views, bound.won);
	const asked = askable(bound.won, owned);
	const raw = [...asked.values()].some(readsPlan) ? material.rawPlan : null;
	const record = recordOf(material, input, bound, bundle, asked, raw);
	const limit = deadline.baseMs + deadline.perResourceMs * Object.keys(input.resources).length;
	const said = asked.size === 0 ? noDocuments : await askOwn(asked, input, inputFor(input, record.input, raw), limit);
	const answers = ask(evaluator, input, record.input, bound.won, said);
	return {
		verdict: merge(bound.won, answers, subjects, waivers, words),
		warnings: bound.warnings,
		record,
		input,
		won: bound.won,
	};
}

function readsPlan({ metadata }: OwnPolicy): boolean {
	return metadata.reads.includes('plan');
}

// A plan can be a hundred times as large as what is judged of it: only those that read it are given it.
function inputFor(input: PolicyInput, seen: Uint8Array, raw: string | null): (policy: OwnPolicy) => Uint8Array {
	if (raw === null) return () => seen;
	const whole = Buffer.from(JSON.stringify({ ...input, plan: { ...Object(JSON.parse(raw)), ...input.plan } }));
	return (policy) => (readsPlan(policy) ? whole : seen);
}

// Asked is what is bound here and can be asked; the others' bindings are faults already.
function askable(won: readonly Won[], owned: ReadonlyMap<string, OwnPolicy>): ReadonlyMap<string, OwnPolicy> {
	if (owned.size === 0) return owned;
	const ids = new Set(won.filter(({ fault }) => fault === null).map(({ id }) => id));
	return new Map([...owned].filter(([id]) => ids.has(id)));
}
