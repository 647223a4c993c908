import { costChangeText } from '@portcullis/core';
import type { CheckFinding, CheckReport } from './check-report.js';
import { changesText, comparisonOf, countsText, kindWords, placeOf, waivedText } from './finding-text.js';
import { markdownCode, markdownText } from './markdown-text.js';

/**
 * The most characters that a comment of GitHub's may have: 65,536, less what a note about what was cut takes.
 * Source: its API answers "Body is too long (maximum is 65536 characters)".
 */
const mostCharacters = 65_000;

/** A message or a value is cut behind so many characters: one that is longer is hardly for people. */
const mostOfText = 1_000;

/**
 * Writes what judging a plan came to as Markdown for a comment on a pull request: the answer, what it costs, a table of
 * findings, and the rest folded away. The first line is a mark by which a later run finds its comment again. What people
 * wrote cannot become markup, and the whole stays below GitHub's limit; what was cut is counted.
 */
export function markdownCheck(report: CheckReport): string {
	const page = new Page();
	page.add(['<!-- portcullis check -->', '', `### Portcullis: ${report.answer}`, '', ...summary(report)]);
	page.table(['', 'policy', 'resource', 'what is wrong'], report.findings.map(findingRow));
	page.folded('Details', report.findings.flatMap(details));
	page.folded(
		'Cost by resource',
		(report.cost?.resources ?? []).map(
			(change) => `- ${markdownCode(change.resource)}: ${markdownText(costChangeText(change))}`,
		),
	);
	page.folded(
		`Not judged: ${report.unmapped.length}`,
		report.unmapped.map(({ address, reason }) => `- ${markdownCode(cut(address))}: ${markdownText(cut(reason))}`),
	);
	page.folded(
		`Region unknown: ${report.unknown_regions.length}`,
		report.unknown_regions.map(
			({ address, reason }) => `- ${markdownCode(cut(address))}: ${markdownText(cut(reason))}`,
		),
	);
	page.folded(
		'Notes',
		report.notes.map((note) => `- ${markdownText(cut(note))}`),
	);
	return page.text();
}

/** Lines within a budget: a row that does not fit is left out whole, and counted. */
class Page {
	#text = '';
	#left = 0;

	add(lines: readonly string[]): void {
		this.#text += `${lines.join('\n')}\n`;
	}

	table(heading: readonly string[], rows: readonly string[]): void {
		this.#section(['', `| ${heading.join(' | ')} |`, `|${heading.map(() => '---').join('|')}|`], rows, []);
	}

	folded(title: string, lines: readonly string[]): void {
		this.#section(['', `<details><summary>${title}</summary>`, ''], lines, ['', '</details>']);
	}

	text(): string {
		if (this.#left === 0) return this.#text;
		const lines = this.#left === 1 ? '1 line' : `${this.#left} lines`;
		return `${this.#text}\n**${lines} did not fit into a comment.** The other formats of the check have them all.\n`;
	}

	#section(head: readonly string[], lines: readonly string[], foot: readonly string[]): void {
		const frame = [...head, ...foot].join('\n').length + 2;
		let room = mostCharacters - this.#text.length - frame;
		const fitting: string[] = [];
		for (const line of lines) {
			room -= line.length + 1;
			if (room < 0) break;
			fitting.push(line);
		}
		this.#left += lines.length - fitting.length;
		if (fitting.length > 0) this.add([...head, ...fitting, ...foot]);
	}
}

function summary(report: CheckReport): string[] {
	const { code, project, plan, cost } = report;
	const facts = [
		`${markdownCode(cut(plan.file))}: ${changesText(plan)}`,
		...(project === undefined ? [] : [`project ${markdownCode(cut(project))}`]),
		countsText(report),
		markdownCode(code),
	];
	return [facts.join(' · '), ...(cost === undefined ? [] : ['', `**Cost:** ${markdownText(costChangeText(cost))}`])];
}

function findingRow(finding: CheckFinding): string {
	const { policy, kind, level, address, resource, message, waived } = finding;
	const named = address ?? resource;
	const place = placeOf(finding);
	const cells = [
		`${waived === undefined ? kindWords[kind] : 'lifted'} (${level})`,
		markdownCode(cut(policy)),
		[named === null ? 'the plan' : markdownCode(cut(named)), place === '' ? '' : markdownText(cut(place))]
			.filter((text) => text !== '')
			.join('<br>'),
		markdownText(cut(message)),
	];
	return `| ${cells.join(' | ')} |`;
}

function details(finding: CheckFinding): string[] {
	const { policy, address, resource, hint, waived } = finding;
	const facts = [
		...comparisonOf(finding).map(([label, text]) => `${label} ${markdownCode(cut(text))}`),
		...(waived === undefined ? [] : [markdownText(waivedText(waived))]),
		...(hint === '' ? [] : [markdownText(cut(hint))]),
	];
	const named = address ?? resource;
	const about = [policy, ...(named === null ? [] : [named])].map((name) => markdownCode(cut(name))).join(' ');
	return facts.length === 0 ? [] : [`- ${about}: ${facts.join('; ')}`];
}

function cut(text: string): string {
	return text.length <= mostOfText ? text : `${text.slice(0, mostOfText).toWellFormed()}…`;
}
