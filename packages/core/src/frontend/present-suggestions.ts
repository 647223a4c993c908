import { formatMicros } from '../cost/format-money.js';
import { valueText } from '../engine/violation-text.js';
import type { Advice, Suggestion, Suggestions } from '../explain/suggestion.js';
import type { DeploymentRequest } from '../model/deployment.js';
import { pathText } from '../model/problem.js';
import { momentText } from '../util/time-text.js';
import { en, type Messages } from './messages.js';

/** A change of a request that would make it pass, as people read it. */
export interface PresentedSuggestion {
	readonly changes: readonly {
		readonly address: string;
		readonly path: string;
		readonly from: string;
		readonly to: string;
	}[];
	/** `at least 12.23 USD a month` */
	readonly monthly: string;
	/** `, 3.10 less`; empty where it is the same or not known. */
	readonly difference: string;
	/** All of it on one line. */
	readonly text: string;
	/** What to ask for to have it. */
	readonly request: DeploymentRequest;
}

/** Whom to ask, or what to fill in, as people read it. */
export interface PresentedAdvice {
	readonly kind: Advice['kind'];
	/** Whom the text names, by their ids: a front end may show how they are called there. */
	readonly actors: readonly string[];
	/** Which groups it names, by their ids too. */
	readonly groups: readonly string[];
	readonly text: string;
}

/** What would make a request pass, as people read it. */
export interface PresentedSuggestions {
	readonly kind: 'suggestions';
	readonly suggestions: readonly PresentedSuggestion[];
	readonly advice: readonly PresentedAdvice[];
}

/** Presents what would make a request pass; where nothing would, whom to ask. */
export function presentSuggestions(
	{ suggestions, advice }: Pick<Suggestions, 'suggestions' | 'advice'>,
	messages: Messages = en,
): PresentedSuggestions {
	return {
		kind: 'suggestions',
		suggestions: suggestions.map((suggestion) => presentSuggestion(suggestion, messages)),
		advice: advice.map((one) => ({
			kind: one.kind,
			actors: one.kind === 'ask' ? one.actors : [],
			groups: one.kind === 'ask' ? one.groups : [],
			text: adviceText(one, messages),
		})),
	};
}

// Twenty changes are not read in one line.
const changesInText = 6;

/** Presents a change of a request that would make it pass. */
export function presentSuggestion(
	{ changes, cost, difference, request }: Suggestion,
	messages: Messages = en,
): PresentedSuggestion {
	const presented = changes.map(({ address, path, from, to }) => ({
		address,
		path: pathText(path),
		from: from === null ? messages.nothing : valueText(from, path),
		to: to === null ? messages.leftOut : valueText(to, path),
	}));
	const shown = presented
		.slice(0, changesInText)
		.map(({ address, path, from, to }) => messages.fieldChange(address, path, from, to));
	if (changes.length > changesInText) shown.push(messages.andMore(changes.length - changesInText));
	const amount = messages.aMonth(formatMicros(cost.monthly_micros, 2));
	const monthly = cost.complete ? amount : messages.atLeast(amount);
	const saved = differenceText(difference, messages);
	const text = messages.suggestion(shown.join('; '), monthly, saved);
	return { changes: presented, monthly, difference: saved, text, request };
}

function adviceText(one: Advice, messages: Messages): string {
	if (one.kind === 'fill_in') {
		const about = one.subjects.map((subject) => (subject === 'deployment' ? messages.theDeployment : subject));
		return messages.advice(messages.listed(about), one.why);
	}
	const roles = messages.oneOf(one.roles);
	const people = messages.listed([...one.actors, ...one.groups.map(messages.membersOf)]);
	const who = roles !== '' && people !== '' ? messages.rolesAndPeople(roles, people) : `${roles}${people}`;
	const until = one.until === null ? '' : messages.endsBy(momentText(one.until));
	return `${messages.advice(who === '' ? messages.administrator : who, one.why)}${until}`;
}

function differenceText(difference: Suggestion['difference'], messages: Messages): string {
	if (difference === null || difference.monthly_micros === 0) return '';
	const amount = formatMicros(Math.abs(difference.monthly_micros), 2);
	return difference.monthly_micros < 0 ? messages.less(amount) : messages.more(amount);
}
