import type { ChangeSession } from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import { fit } from '../text/fit.js';
import { isSnowflake, mention, moment } from '../text/mention.js';
import { code, safeText } from '../text/safe-text.js';

/** What there is to know of a waiver or a change of policy before one approves it: each with its name. */
export function changeFields(session: ChangeSession, words: Words): (readonly [name: string, value: string])[] {
	if (session.subject === 'waiver') {
		const { reason, owner, category, expires_at } = session.waiver;
		return [
			[words.because, safeText(reason, 300)],
			[words.owner, `${isSnowflake(owner) ? mention(owner) : code(owner)} (${words.categories[category]})`],
			[words.holdsUntil, moment(expires_at)],
		];
	}
	const { change } = session;
	if (change.kind === 'policy.add') {
		const { title, description } = change.policy.metadata;
		const files = change.sources.map(({ path, text }) => `${code(path, 60)} ${words.lines(text.split('\n').length)}`);
		return [
			[words.about, `${safeText(title, 100)}\n${safeText(description, 300)}`],
			[words.files, fit([...files, words.testsPassed(change.tests)], 800, words.more)],
		];
	}
	if (!('binding' in change)) return [];
	const { parameters, owner_roles, quorum } = change.binding;
	const set = Object.entries(parameters).map(([name, value]) => code(`${name} = ${JSON.stringify(value)}`, 90));
	const owners = owner_roles.length === 0 ? words.anyApprover : owner_roles.map((role) => code(role)).join(' → ');
	return [
		[words.parameters, fit(set, 800, words.more)],
		[words.owners, `${owners} (${quorum})`],
	];
}
