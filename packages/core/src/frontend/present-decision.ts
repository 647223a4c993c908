import type { Answer, Decision, DecisionCode, Requirement } from '../model/decision.js';
import { en, type Messages } from './messages.js';
import { type PresentedCost, presentCost } from './present-cost.js';
import { type PresentedCostChange, presentCostChange } from './present-cost-change.js';
import { type PresentedQuotaUse, presentQuotaUse } from './present-quota.js';
import { requirementText } from './present-requirement.js';
import { type PresentedViolation, presentViolation } from './present-violation.js';

/** Who must approve, as people read it. */
export interface PresentedRequirement extends Requirement {
	/** All of it on one line. */
	readonly text: string;
}

/**
 * A decision as people read it: plain data for a front end to lay out. Texts hold what people and policies wrote, as they
 * wrote it: each front end makes them harmless in its own medium.
 */
export interface PresentedDecision {
	readonly kind: 'decision';
	readonly answer: Answer;
	readonly code: DecisionCode;
	/** `Allowed`, `Needs approval`, `Denied`. */
	readonly verdict: string;
	/** The worst level first. */
	readonly violations: readonly PresentedViolation[];
	readonly cost: PresentedCost;
	readonly cost_changes: readonly PresentedCostChange[];
	/** In the order of the decision's. */
	readonly quotas: readonly PresentedQuotaUse[];
	readonly requirements: readonly PresentedRequirement[];
	readonly warnings: readonly string[];
}

/** Presents a decision. */
export function presentDecision(decision: Decision, messages: Messages = en): PresentedDecision {
	const { answer, code } = decision;
	return {
		kind: 'decision',
		answer,
		code,
		verdict: messages.verdicts[answer],
		violations: decision.violations.map((violation) => presentViolation(violation, messages)),
		cost: presentCost(decision.cost, messages),
		cost_changes: presentCostChange(decision.cost_change, messages),
		quotas: decision.quotas.map(presentQuotaUse),
		requirements: decision.requirements.map((requirement) => ({
			...requirement,
			text: requirementText(requirement, messages),
		})),
		warnings: (decision.warnings ?? []).map(({ message }) => message),
	};
}
