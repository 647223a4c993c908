import {
	type Decision,
	type Deployment,
	deploymentTitle,
	type PresentedDecision,
	presentDecision,
	quotaUseText,
} from '@portcullis/core';
import { quotaWords } from '../input/parse-quota.js';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { renderCost } from './render-cost.js';
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
 * 	uses: [],
 * 	decided_at: 0,
 * 	input_digest: '',
 * 	subject_digest: '',
 * 	bundle_digest: '',
 * });
 * console.log(text.split('\n')[1]); // total: 0.0168 USD an hour, 12.23 USD a month
 * ```
 */
export function renderDecision(decision: Decision, deployment?: Deployment, style: Style = plainStyle): string {
	const presented = presentDecision(decision);
	const line = (label: string) => (text: string) => labelled(label, harmless(text), style);
	// As `portcullis quota` takes them: `shop vm count`.
	const names = new Map(decision.quotas.map((use) => [use.id, quotaWords(use)]));
	const sections = [
		answerLine(presented, deployment, style),
		...presented.violations.map((violation) => renderViolation(violation, style)),
		renderCost(presented.cost, style),
		...presented.cost_changes.map(({ text }) => text).map(line('cost')),
		...presented.quotas.map((use) => quotaUseText(use, names.get(use.id))).map(line('quota')),
		...presented.requirements.map(({ text }) => text).map(line('needs')),
		...presented.warnings.map(line('warning')),
	];
	return `${sections.join('\n')}\n`;
}

function answerLine(
	{ answer, code }: PresentedDecision,
	deployment: Deployment | undefined,
	{ layout, colors }: Style,
): string {
	const what = deployment === undefined ? '' : harmless(deploymentTitle(deployment));
	if (layout === 'lines') return `answer: ${answer} (${code})${what === '' ? '' : `: ${what}`}`;
	const color = { allow: colors.green, review: colors.yellow, deny: colors.red }[answer];
	return `${color(colors.bold(answer.toUpperCase()))} ${what} ${colors.dim(`(${code})`)}`;
}
