import { expectedText, momentText, valueText } from '@portcullis/core';
import type { CheckFinding, CheckReport, UnjudgedResource, WaivedFinding } from './check-report.js';

/** What a kind of finding is called. */
export const kindWords: Readonly<Record<CheckFinding['kind'], string>> = {
	fail: 'violation',
	unknown: 'unknown',
	error: 'error',
	warn: 'warning',
};

/** What a finding is about: Terraform's address, else the model's, else the whole plan. */
export function subjectOf({ address, resource }: CheckFinding): string {
	return address ?? resource ?? 'the plan';
}

/** A finding in a sentence that names what it is about, where the message does not do so itself. */
export function sentenceOf(finding: CheckFinding): string {
	const subject = subjectOf(finding);
	return finding.message.includes(subject) ? finding.message : `${subject}: ${finding.message}`;
}

/** Where a finding is written in the configuration: `main.tf:3`; empty where that is not known. */
export function placeOf({ file, line }: CheckFinding): string {
	return [file, line].filter((part) => part !== undefined).join(':');
}

/** What was expected and received, where the policy says so. */
export function comparisonOf(finding: CheckFinding): readonly (readonly [label: string, text: string])[] {
	const { expected, received, path } = finding;
	return [
		...(expected === undefined ? [] : [['expected', expectedText(expected, path)] as const]),
		...(received === undefined ? [] : [['received', valueText(received, path)] as const]),
	];
}

/** What lifted a finding. */
export function waivedText({ id, by, until }: WaivedFinding): string {
	const people = by.length === 0 ? '' : ` by ${by.join(', ')}`;
	const end = until === null ? '' : `, until ${momentText(until)}`;
	return `lifted by ${id}${people}${end}`;
}

/** What a plan does, in words: `2 to create, 1 to replace`; what stays as it is is left out. */
export function changesText({ changes }: CheckReport['plan']): string {
	const words = (['create', 'update', 'delete', 'replace', 'forget'] as const)
		.filter((action) => changes[action] > 0)
		.map((action) => `${changes[action]} to ${action}`);
	return words.length === 0 ? 'no changes' : words.join(', ');
}

/** How it went, in numbers: `12 passed, 1 violation, 2 lifted`. */
export function countsText({ findings, passed }: CheckReport): string {
	const count = (kind: CheckFinding['kind']) =>
		findings.filter((finding) => finding.kind === kind && finding.waived === undefined).length;
	const lifted = findings.filter(({ waived }) => waived !== undefined).length;
	const counts = (['error', 'fail', 'unknown', 'warn'] as const).map((kind) => plural(count(kind), kindWords[kind]));
	return [`${passed} passed`, ...counts, lifted === 0 ? '' : `${lifted} lifted`]
		.filter((text) => text !== '')
		.join(', ');
}

function plural(count: number, word: string): string {
	if (count === 0) return '';
	return `${count} ${word}${count === 1 || word === 'unknown' ? '' : 's'}`;
}

/** What nothing judged and no finding names: `plan.unmapped` names each where it is bound, with the reason. */
export function unnamedIn({ unmapped, findings }: CheckReport): readonly UnjudgedResource[] {
	const named = new Set(findings.flatMap(({ policy, address }) => (policy === 'plan.unmapped' ? [address] : [])));
	return unmapped.filter(({ address }) => !named.has(address));
}
