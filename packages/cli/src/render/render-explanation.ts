import { type Explanation, presentExplanation } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

/**
 * Writes how a decision came about: on a terminal a block for each outcome; elsewhere a line for each, `outcome:`, and one
 * for each thing there is to say of it, which begins with the policy and the subject.
 */
export function renderExplanation(explanation: Explanation, style: Style): string {
	const { colors, layout } = style;
	const { errors, note, outcomes } = presentExplanation(explanation);
	const lines = errors.map((message) => labelled('error', harmless(message), style));
	if (note !== null) lines.push(labelled('note', note, style));
	for (const { policy, subject, level, effect, text, details } of outcomes) {
		const color = { denies: colors.red, asks: colors.yellow, informs: colors.cyan, none: colors.green }[effect];
		if (layout === 'table') lines.push('', `${color(harmless(text))} ${colors.dim(`(${level})`)}`);
		else lines.push(`outcome: ${harmless(text)} (${level})`);
		for (const [label, detail] of details) {
			const about = layout === 'table' ? '' : `${policy} ${subject}: `;
			lines.push(labelled(label, harmless(`${about}${detail}`), style));
		}
	}
	return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
