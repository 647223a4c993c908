import { expectedText, type Violation, valueText } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

const kinds: Readonly<Record<Violation['kind'], string>> = {
	fail: 'violation',
	unknown: 'unknown',
	error: 'error',
};

/** Writes what a policy found wrong: what it is about, what was expected, what was received, what to do. */
export function renderViolation(violation: Violation, style: Style): string {
	const { colors, layout } = style;
	const expected = harmless(expectedText(violation.expected, violation.path));
	const received = harmless(valueText(violation.received, violation.path));
	const policy = harmless(violation.policy);
	const resource = harmless(violation.resource);
	const message = harmless(violation.message);
	const hint = harmless(violation.hint);
	const level = violation.level;
	if (layout === 'lines') {
		const lines = [
			`${kinds[violation.kind]}: ${policy} (${level}) ${resource}: expected ${expected}, received ${received}: ${message}`,
		];
		if (hint !== '') lines.push(`hint: ${policy} ${resource}: ${hint}`);
		return lines.join('\n');
	}
	const color = level === 'hard' || violation.kind === 'error' ? colors.red : colors.yellow;
	const lines = [
		'',
		`${color(kinds[violation.kind])} ${colors.bold(policy)} (${level}) ${resource}`,
		`  ${message}`,
		labelled('expected', expected, style),
		labelled('received', received, style),
	];
	if (hint !== '') lines.push(labelled('hint', hint, style));
	return lines.join('\n');
}
