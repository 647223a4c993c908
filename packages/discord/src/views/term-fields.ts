import type { PresentedSession, PresentedTerm } from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import { fit } from '../text/fit.js';
import { mention, moment } from '../text/mention.js';
import { code, safeText } from '../text/safe-text.js';

/** What there is to know of a waiver or a change of policy before one approves it: each with its name. */
export function termFields(
	{ terms, sources }: PresentedSession,
	words: Words,
): (readonly [name: string, value: string])[] {
	const files = sources.map(({ path, text }) => `${code(path, 60)} ${words.lines(text.split('\n').length)}`);
	return [
		...terms.map((term) => [words.terms[term.name], termText(term)] as const),
		...(files.length === 0 ? [] : [[words.files, fit(files, 600, words.more)] as const]),
	];
}

function termText({ name, text, at, actor }: PresentedTerm): string {
	if (at !== undefined) return moment(at);
	if (actor !== undefined) return mention(actor);
	return name === 'with' || name === 'digest' ? code(text, 600) : safeText(text, 300);
}
