import type { HistoryRow, SessionView, Suggestions } from '@portcullis/core';
import { type APIEmbed, type APIEmbedField, ButtonStyle, ComponentType } from 'discord.js';
import type { Words } from '../i18n/words.js';
import type { Reply, Row } from '../reply.js';
import { customId, packDigest } from '../text/custom-id.js';
import { fit } from '../text/fit.js';
import { mention, moment } from '../text/mention.js';
import { code, safeText } from '../text/safe-text.js';
import { answerColors, statusColors } from './colors.js';
import { changeLines, priceLines, quotaLines, violationLines } from './decision-lines.js';
import { deploymentTitle } from './deployment-title.js';
import { suggestionButtons, suggestionKey, suggestionLines } from './suggestion-buttons.js';

/** What is shown of a session beside itself. */
export interface LobbyDetail {
	/** What would pass at once; `null` where it was not looked for. */
	readonly suggestions: Suggestions | null;
	/** The row of the history that closed it; `null` where there is none yet. */
	readonly closing: HistoryRow | null;
}

/**
 * The public message of a session: what is asked and by whom, the decision, price, quotas, who may approve, and buttons
 * while it is open. It stays when the session ends, without its buttons, so that what was asked can be read.
 *
 * Every part has its share of the 6,000 characters that the embeds of a message may have.
 */
export function lobbyView(view: SessionView, detail: LobbyDetail, words: Words): Reply {
	const { session } = view;
	const { deployment, decision, status } = session;
	const lines = (texts: readonly string[], most: number) => fit(texts, most, words.more);
	const field = (name: string, value: string, inline = false): APIEmbedField[] =>
		value === '' ? [] : [{ name, value, inline }];
	const open = status === 'open';
	const passing = open && decision.answer === 'review' ? detail.suggestions : null;
	const embed: APIEmbed = {
		title: `${open ? words.answers[decision.answer] : words.statuses[status]}: ${deploymentTitle(deployment, words)}`,
		color: open ? answerColors[decision.answer] : statusColors[status],
		description: lines(violationLines(decision.violations, session.actor), 1500),
		fields: [
			...field(words.askedBy, mention(session.actor), true),
			...field(...deadline(view, words), true),
			...field(words.because, deployment.reason === null ? '' : safeText(deployment.reason, 200)),
			...field(words.changes, lines(changeLines(deployment.changes, words), 900)),
			...field(words.price, lines(priceLines(decision, words), 700)),
			...field(words.quotas, lines(quotaLines(decision.quotas, words), 500)),
			...field(words.approval, lines(approvalLines(view, words), 700)),
			...field(words.suggestions, passing === null ? '' : lines(suggestionLines(passing, words), 500)),
			...field(words.status, statusLine(view, words)),
			...field(words.terraform, status === 'completed' ? words.terraformWritten : ''),
			...field(words.history, detail.closing === null ? '' : historyText(detail.closing, words)),
		],
		footer: { text: words.session(session.id) },
	};
	return { embeds: [embed], components: open ? buttons(view, passing, words) : [] };
}

function deadline({ session, remaining_ms }: SessionView, words: Words): readonly [string, string] {
	if (session.status === 'open') return [words.expires, moment(session.expires_at, 'R')];
	if (session.status === 'expired') return [words.expired, moment(session.expires_at)];
	return [words.closed, session.closed_at === null ? (remaining_ms === 0 ? '…' : '') : moment(session.closed_at)];
}

function statusLine({ session }: SessionView, words: Words): string {
	if (session.status === 'open') return '';
	const why = session.status_reason === null ? '' : `: ${safeText(session.status_reason, 300)}`;
	return `${words.statuses[session.status]}${why}`;
}

function approvalLines(view: SessionView, words: Words): string[] {
	const { session, progress, approvals } = view;
	const given = approvals.map(({ actor, standing, reason }) =>
		standing === 'counts'
			? words.approvedBy(mention(actor))
			: words.approvalVoid(mention(actor), safeText(reason ?? '', 100)),
	);
	if (session.status !== 'open') return given;
	const waiting = progress.map(({ policy, awaiting }) =>
		awaiting === null
			? words.met(code(policy))
			: words.waits(awaiting.missing, awaiting.role === null ? words.anyApprover : code(awaiting.role), code(policy)),
	);
	const who = view.may_approve.slice(0, 10).map(mention).join(', ') || words.nobody;
	const may = progress.length === 0 ? [words.start, words.mayStart(who)] : [words.mayApprove(who)];
	return [...waiting, ...given, ...may];
}

function historyText({ seq, event, hash }: HistoryRow, words: Words): string {
	return words.historyRow(seq, code(event), code(hash.slice(0, 12)));
}

function buttons({ session }: SessionView, passing: Suggestions | null, words: Words): Row[] {
	const { id, subject_digest } = session;
	const button = (
		style: ButtonStyle.Success | ButtonStyle.Danger | ButtonStyle.Secondary,
		text: string,
		custom_id: string,
	) => ({
		type: ComponentType.Button as const,
		style,
		label: text,
		custom_id,
	});
	return [
		{
			type: ComponentType.ActionRow,
			components: [
				button(ButtonStyle.Success, words.approve, customId('approve', id, packDigest(subject_digest))),
				button(ButtonStyle.Danger, words.reject, customId('reject', id)),
				button(ButtonStyle.Secondary, words.cancel, customId('cancel', id)),
				button(ButtonStyle.Secondary, words.details, customId('details', id)),
			],
		},
		...suggestionButtons(passing?.suggestions ?? [], words, (one) => customId('suggest', id, suggestionKey(one))),
	];
}

/** Whom a new session pings: those who can act on it, and nobody where nobody has to. */
export function pinged({ session, may_approve }: SessionView, isPerson: (actor: string) => boolean): string[] {
	if (session.decision.answer !== 'review') return [];
	return may_approve.filter((actor) => isPerson(actor) && actor !== session.actor).slice(0, 20);
}
