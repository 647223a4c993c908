import { costChangeText } from '@portcullis/core';
import { harmless } from '../render/harmless.js';
import { labelled } from '../render/labelled.js';
import type { Style } from '../render/style.js';
import type { CheckFinding, CheckReport } from './check-report.js';
import {
	changesText,
	comparisonOf,
	countsText,
	kindWords,
	placeOf,
	subjectOf,
	unnamedIn,
	waivedText,
} from './finding-text.js';
import { severityOfFinding } from './severity.js';

/** Writes what judging a plan came to for people: at a terminal in blocks, into a pipe a fact a line. */
export function prettyCheck(report: CheckReport, style: Style): string {
	const { project, plan, cost, findings, unknown_regions, notes } = report;
	const facts: readonly (readonly [label: string, text: string])[] = [
		...(project === undefined ? [] : [['project', project] as const]),
		['changes', changesText(plan)],
	];
	const rest: readonly (readonly [label: string, text: string])[] = [
		...(cost === undefined ? [] : [['cost', costChangeText(cost)] as const]),
		...unnamedIn(report).map(({ address, type, reason }) => ['unjudged', `${address} (${type}): ${reason}`] as const),
		...unknown_regions.map(({ address, reason }) => ['region', `${address}: unknown: ${reason}`] as const),
		...notes.map((text) => ['note', text] as const),
		['counts', countsText(report)],
	];
	const lines = (pairs: typeof facts) => pairs.map(([label, text]) => labelled(label, harmless(text), style));
	return `${[
		answerLine(report, style),
		...lines(facts),
		...findings.map((finding) => (style.layout === 'lines' ? findingLines(finding) : findingBlock(finding, style))),
		...(style.layout === 'table' && findings.length > 0 ? [''] : []),
		...lines(rest),
	].join('\n')}\n`;
}

function answerLine({ answer, code, plan }: CheckReport, { layout, colors }: Style): string {
	const file = harmless(plan.file);
	if (layout === 'lines') return `answer: ${answer} (${code}): ${file}`;
	const color = { allow: colors.green, review: colors.yellow, deny: colors.red }[answer];
	return `${color(colors.bold(answer.toUpperCase()))} ${file} ${colors.dim(`(${code})`)}`;
}

function findingLines(finding: CheckFinding): string {
	const { policy, level, kind, message, hint, waived } = finding;
	const place = placeOf(finding);
	const compared = comparisonOf(finding).map(([label, text]) => `${label} ${text}`);
	const said = [compared.join(', '), message].filter((text) => text !== '').join(': ');
	const about = `${policy} ${subjectOf(finding)}`;
	return [
		`${waived === undefined ? kindWords[kind] : 'lifted'}: ${policy} (${level}) ${subjectOf(finding)}${place === '' ? '' : ` ${place}`}: ${said}`,
		...(waived === undefined ? [] : [`waived: ${about}: ${waivedText(waived)}`]),
		...(hint === '' ? [] : [`hint: ${about}: ${hint}`]),
	]
		.map(harmless)
		.join('\n');
}

function findingBlock(finding: CheckFinding, style: Style): string {
	const { policy, level, kind, message, hint, waived } = finding;
	const { colors } = style;
	const color = { error: colors.red, warning: colors.yellow, note: colors.dim }[severityOfFinding(finding)];
	const place = placeOf(finding);
	const facts: readonly (readonly [string, string])[] = [
		...(place === '' ? [] : [['at', place] as const]),
		...comparisonOf(finding),
		...(waived === undefined ? [] : [['waived', waivedText(waived)] as const]),
		...(hint === '' ? [] : [['hint', hint] as const]),
	];
	return [
		'',
		`${color(kindWords[kind])} ${colors.bold(harmless(policy))} (${level}) ${harmless(subjectOf(finding))}`,
		`  ${harmless(message)}`,
		...facts.map(([label, text]) => labelled(label, harmless(text), style)),
	].join('\n');
}
