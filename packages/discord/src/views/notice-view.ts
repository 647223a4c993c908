import { type Notice, presentProjectCost, sessionStatuses, en as shared } from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import type { Reply } from '../reply.js';
import { moment } from '../text/mention.js';
import { code, label } from '../text/safe-text.js';
import { costLines } from './cost-view.js';
import { fieldsView, listView } from './list-view.js';

/** Writes what a tenant is told once: that a part of a budget is spent, or how the week was. It pings nobody. */
export function noticeView(notice: Notice, words: Words): Reply {
	if (notice.kind === 'budget') {
		const { cost, percent } = notice;
		const lines = costLines(presentProjectCost(cost), words);
		return listView(words.budgetAlert(label(cost.project, 40), percent), lines, words);
	}
	const { starts_at, ends_at, sessions, costs } = notice;
	const endings = sessionStatuses.flatMap((status) => {
		const count = sessions[status];
		return count === undefined ? [] : [`${shared.statuses[status]}: ${count}`];
	});
	const span = words.weekSpan(moment(starts_at, 'd'), moment(ends_at - 1, 'd'));
	return fieldsView(
		words.weekTitle,
		[
			{ name: words.requests, value: [span, ...endings].join('\n') },
			...costs.map((cost) => ({ name: code(cost.project), value: presentProjectCost(cost).all.text })),
		],
		words,
	);
}
