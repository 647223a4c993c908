import type { DecisionWarning } from '../model/decision.js';
import { ask } from './ask.js';
import { bind, type Won } from './bind.js';
import { inputOf } from './build-input.js';
import type { Evaluator } from './evaluator.js';
import type { LoadedBundle } from './load-bundle.js';
import type { Material } from './material.js';
import { merge, type Verdict } from './merge.js';
import type { PolicyInput } from './policy-input.js';
import { type DecisionRecord, recordOf } from './record.js';
import { subjectsOf } from './subjects-of.js';

/** A verdict, and what it was reached on. */
export interface Reached {
	readonly verdict: Verdict;
	readonly warnings: readonly DecisionWarning[];
	readonly record: DecisionRecord;
	readonly input: PolicyInput;
	readonly won: readonly Won[];
}

/** Judges: who is asked about what, what they answer, and what that comes to. Decisions and replays are made here alike. */
export function reachVerdict(material: Material, bundle: LoadedBundle, evaluator: Evaluator): Reached {
	const { views, bindings, words } = material;
	const subjects = subjectsOf(views);
	const bound = bind(bindings, bundle.policies, subjects, views.project, views.now);
	const input = inputOf(views, bound.won);
	const record = recordOf(material, input, bound, bundle);
	const answers = ask(evaluator, input, record.input, bound.won);
	return {
		verdict: merge(bound.won, answers, subjects, words),
		warnings: bound.warnings,
		record,
		input,
		won: bound.won,
	};
}
