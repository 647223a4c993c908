import type { PresentedViolation } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

/** Writes what a policy found wrong: what it is about, what was expected, what was received, what to do. */
export function renderViolation(violation: PresentedViolation, style: Style): string {
	const { colors, layout } = style;
	const { name, level, denies } = violation;
	const expected = harmless(violation.expected);
	const received = harmless(violation.received);
	const policy = harmless(violation.policy);
	const resource = harmless(violation.resource);
	const message = harmless(violation.message);
	const { hint, waived } = violation;
	const next =
		waived !== null
			? (['waived', harmless(waived)] as const)
			: hint === null
				? null
				: (['hint', harmless(hint)] as const);
	if (layout === 'lines') {
		const lines = [`${name}: ${policy} (${level}) ${resource}: expected ${expected}, received ${received}: ${message}`];
		if (next !== null) lines.push(`${next[0]}: ${policy} ${resource}: ${next[1]}`);
		return lines.join('\n');
	}
	const color = denies ? colors.red : colors.yellow;
	const lines = [
		'',
		`${color(name)} ${colors.bold(policy)} (${level}) ${resource}`,
		`  ${message}`,
		labelled('expected', expected, style),
		labelled('received', received, style),
	];
	if (next !== null) lines.push(labelled(next[0], next[1], style));
	return lines.join('\n');
}
