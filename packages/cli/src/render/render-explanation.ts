import { type Explanation, notKept, outcomeDetails, outcomeText } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

/**
 * Writes how a decision came about: on a terminal a block for each outcome; elsewhere a line for each, `outcome:`, and one
 * for each thing there is to say of it, which begins with the policy and the subject.
 */
export function renderExplanation(explanation: Explanation, style: Style): string {
	const { colors, layout } = style;
	const lines = explanation.others.map(({ message }) => labelled('error', harmless(message), style));
	if (!explanation.complete) lines.push(labelled('note', notKept, style));
	for (const outcome of explanation.outcomes) {
		const { policy, subject, level, effect } = outcome;
		const text = harmless(outcomeText(outcome));
		const color = { denies: colors.red, asks: colors.yellow, informs: colors.cyan, none: colors.green }[effect];
		if (layout === 'table') lines.push('', `${color(text)} ${colors.dim(`(${level})`)}`);
		else lines.push(`outcome: ${text} (${level})`);
		for (const [label, detail] of outcomeDetails(outcome)) {
			const about = layout === 'table' ? '' : `${policy} ${subject}: `;
			lines.push(labelled(label, harmless(`${about}${detail}`), style));
		}
	}
	return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
