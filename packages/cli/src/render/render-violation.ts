import { expectedText, type Violation, valueText } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';
import { momentText } from './time-text.js';

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
	const { waived } = violation;
	const kind = waived === undefined ? kinds[violation.kind] : `waived ${kinds[violation.kind]}`;
	const lifted =
		waived === undefined
			? null
			: harmless(
					`by ${waived.by.join(', ')} until ${momentText(waived.until)} (${waived.category}, waiver ${waived.id})`,
				);
	if (layout === 'lines') {
		const lines = [`${kind}: ${policy} (${level}) ${resource}: expected ${expected}, received ${received}: ${message}`];
		if (lifted !== null) lines.push(`waived: ${policy} ${resource}: ${lifted}`);
		else if (hint !== '') lines.push(`hint: ${policy} ${resource}: ${hint}`);
		return lines.join('\n');
	}
	const blocks = lifted === null && (level === 'hard' || violation.kind === 'error');
	const color = blocks ? colors.red : colors.yellow;
	const lines = [
		'',
		`${color(kind)} ${colors.bold(policy)} (${level}) ${resource}`,
		`  ${message}`,
		labelled('expected', expected, style),
		labelled('received', received, style),
	];
	if (lifted !== null) lines.push(labelled('waived', lifted, style));
	else if (hint !== '') lines.push(labelled('hint', hint, style));
	return lines.join('\n');
}
