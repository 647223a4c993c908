import type { Decision, Deployment, Requirement } from '@portcullis/core';
import { deploymentTitle } from './describe-change.js';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { renderCost } from './render-cost.js';
import { renderCostChange } from './render-cost-change.js';
import { renderQuotas } from './render-quotas.js';
import { renderViolation } from './render-violation.js';
import { plainStyle, type Style } from './style.js';

/**
 * Writes a decision for people: the answer, every violation with what was expected and received, the price by component
 * with its source and date, the quotas before and after, who must approve, and what is doubtful about the bindings.
 *
 * @param deployment what was decided on, to be named beside the answer
 * @param style neither colours nor tables if left out
 * @returns lines, the last one ended too
 *
 * @example
 * ```ts
 * import { renderDecision } from '@portcullis/cli';
 *
 * const text = renderDecision({
 * 	kind: 'decision',
 * 	answer: 'allow',
 * 	code: 'ALLOWED',
 * 	outcomes: [],
 * 	violations: [],
 * 	requirements: [],
 * 	cost: { resources: [], hourly_micros: 16_753, monthly_micros: 12_229_617, complete: true },
 * 	quotas: [],
 * 	decided_at: 0,
 * 	input_digest: '',
 * 	subject_digest: '',
 * 	bundle_digest: '',
 * });
 * console.log(text.split('\n')[1]); // total: 0.0168 USD an hour, 12.23 USD a month
 * ```
 */
export function renderDecision(decision: Decision, deployment?: Deployment, style: Style = plainStyle): string {
	const sections = [
		answerLine(decision, deployment, style),
		...decision.violations.map((violation) => renderViolation(violation, style)),
		renderCost(decision.cost, style),
		renderCostChange(decision.cost_change, style),
		renderQuotas(decision.quotas, style),
		...decision.requirements.map((requirement) => labelled('needs', requirementText(requirement), style)),
		...(decision.warnings ?? []).map(({ message }) => labelled('warning', harmless(message), style)),
	];
	return `${sections.filter((section) => section !== '').join('\n')}\n`;
}

function answerLine({ answer, code }: Decision, deployment: Deployment | undefined, { layout, colors }: Style): string {
	const what = deployment === undefined ? '' : deploymentTitle(deployment);
	if (layout === 'lines') return `answer: ${answer} (${code})${what === '' ? '' : `: ${what}`}`;
	const color = { allow: colors.green, review: colors.yellow, deny: colors.red }[answer];
	return `${color(colors.bold(answer.toUpperCase()))} ${what} ${colors.dim(`(${code})`)}`;
}

function requirementText({ policy, stages, requester_counts }: Requirement): string {
	const approvals = stages.map(({ role, quorum }) => {
		const people = quorum === 1 ? '1 approval' : `${quorum} approvals`;
		return `${people} by ${role ?? 'whoever has can_approve'}`;
	});
	const own = requester_counts ? "; the requester's own counts" : '';
	return harmless(`${approvals.join(', then ')} (${policy}${own})`);
}
