import { valueText } from '../engine/violation-text.js';
import type { Scope } from '../model/binding.js';
import type { DecidingBinding, ExplainedOutcome, Explanation, ReadField, Rival } from './explanation.js';
import { effectWords, outcomeWords } from './outcome-words.js';

/** How much of a value is shown. */
const longest = 80;

const reasons: Readonly<Record<Rival['because'], string>> = {
	narrower: 'it is narrowed further',
	stricter: 'it is as narrow, and stricter',
	first: 'it is as narrow and as strict, and comes first',
};

/** Writes an explanation as text: a line for the answer, and a block for each outcome. Nothing in it is coloured. */
export function explanationText(explanation: Explanation): string {
	const { answer, code, outcomes, others, complete } = explanation;
	const lines = [`${answer} (${code})`, ...others.map(({ message }) => `  ${message}`)];
	if (!complete) lines.push(`  ${notKept}`);
	for (const outcome of outcomes) {
		lines.push(outcomeText(outcome), ...outcomeDetails(outcome).map(([label, text]) => `  ${label}: ${text}`));
	}
	return `${lines.join('\n')}\n`;
}

/** Said where what was decided on is not kept. */
export const notKept = 'what was decided on is not kept: which bindings held, and what was read, cannot be said';

/** Says what came of a policy for a subject: `quotas.count failed for project:shop:vm:count, which denies`. */
export function outcomeText({ kind, policy, subject, effect }: ExplainedOutcome): string {
	const what = subject === 'deployment' ? 'the deployment' : subject;
	const counts = effectWords[effect];
	return `${policy} ${outcomeWords[kind].said} for ${what}${counts === '' ? '' : `, ${counts}`}`;
}

/** What there is to say of an outcome, each with what it is: its binding, what was read, what was found wrong. */
export function outcomeDetails(outcome: ExplainedOutcome): readonly (readonly [label: string, text: string])[] {
	const { title, binding, reads, violations } = outcome;
	const details: (readonly [string, string])[] = [];
	if (title !== null) details.push(['about', title]);
	if (binding !== null) details.push(...bindingTexts(binding));
	if (reads.length > 0) details.push(['read', reads.map(readText).join(', ')]);
	for (const { message } of violations) details.push(['found', message]);
	return details;
}

function bindingTexts({ id, level, scope, parameters, won_over }: DecidingBinding): (readonly [string, string])[] {
	const given = Object.keys(parameters).length === 0 ? '' : `, with ${shortened(JSON.stringify(parameters))}`;
	const texts: (readonly [string, string])[] = [['binding', `${id}: ${level} ${placeText(scope)}${given}`]];
	if (won_over !== undefined && won_over !== null) {
		const { id: other, level: its, scope: there, because } = won_over;
		texts.push(['won over', `${other}: ${its} ${placeText(there)}: ${reasons[because]}`]);
	}
	return texts;
}

function placeText(scope: Scope): string {
	const narrowed = Object.entries(scope).map(([field, value]) => `${field} ${value}`);
	return narrowed.length === 0 ? 'everywhere' : `in ${narrowed.join(', ')}`;
}

function readText({ field, kind, value }: ReadField): string {
	if (kind === 'unknown') return `${field} is not known`;
	if (kind === 'absent') return `${field} is not there`;
	return `${field} is ${shortened(valueText(summaryOf(value), [field]))}`;
}

// What something costs is told by its sums: the parts are in the decision.
function summaryOf(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || !('hourly_micros' in value) || !('complete' in value))
		return value;
	const sum = valueText(value.hourly_micros, ['hourly_micros']);
	return `${value.complete === true ? '' : 'at least '}${sum} an hour`;
}

function shortened(text: string): string {
	const characters = [...text.slice(0, 4 * longest)];
	return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}
