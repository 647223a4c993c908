import type { DeploymentSession, HistoryRow, Session, SessionView, Suggestions } from '@portcullis/core';
import { type APIEmbed, ButtonStyle, ComponentType } from 'discord.js';
import type { Words } from '../i18n/words.js';
import type { Reply, Row } from '../reply.js';
import { customId, packDigest } from '../text/custom-id.js';
import { fit } from '../text/fit.js';
import { isSnowflake, mention, mentionGroup, moment } from '../text/mention.js';
import { code, safeText } from '../text/safe-text.js';
import { changeFields } from './change-fields.js';
import { answerColors, statusColors } from './colors.js';
import { changeLines, priceLines, quotaLines, violationLines } from './decision-lines.js';
import { sessionTitle } from './session-title.js';
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
	const { status } = session;
	const open = status === 'open';
	const passing = open && session.subject === 'deployment' && needsPeople(session) ? detail.suggestions : null;
	const answer = session.subject === 'deployment' ? session.decision.answer : 'review';
	const parts: readonly (readonly [name: string, value: string])[] = [
		...(session.subject === 'deployment' ? deploymentParts(session, words) : changeFields(session, words)),
		[words.approval, fit(approvalLines(view, words), 700, words.more)],
		[words.suggestions, passing === null ? '' : fit(suggestionLines(passing, words), 500, words.more)],
		[words.status, statusLine(session, words)],
		[words.terraform, session.subject === 'deployment' && status === 'completed' ? words.terraformWritten : ''],
		[words.history, detail.closing === null ? '' : historyText(detail.closing, words)],
	];
	const [deadlineName, deadlineText] = deadline(session, words);
	const embed: APIEmbed = {
		title: `${open ? words.answers[answer] : words.ended(session)}: ${sessionTitle(session, words)}`,
		color: open ? answerColors[answer] : statusColors[status],
		fields: [
			{ name: words.askedBy, value: mention(session.actor), inline: true },
			{ name: deadlineName, value: deadlineText, inline: true },
			...parts.filter(([, value]) => value !== '').map(([name, value]) => ({ name, value })),
		],
		footer: { text: words.session(session.id) },
		...(session.subject === 'deployment'
			? { description: fit(violationLines(session.decision.violations, session.actor, words), 1500, words.more) }
			: {}),
	};
	return { embeds: [embed], components: open ? buttons(view, passing, words) : [] };
}

function deploymentParts({ deployment, decision }: DeploymentSession, words: Words): (readonly [string, string])[] {
	const { reason, changes } = deployment;
	return [
		[words.because, reason === null ? '' : safeText(reason, 200)],
		[words.changes, fit(changeLines(changes, words), 900, words.more)],
		[words.price, fit(priceLines(decision, words), 700, words.more)],
		[words.quotas, fit(quotaLines(decision.quotas, words), 500, words.more)],
	];
}

function deadline({ status, expires_at, closed_at }: Session, words: Words): readonly [string, string] {
	if (status === 'open') return [words.expires, moment(expires_at, 'R')];
	if (status === 'expired') return [words.expired, moment(expires_at)];
	return [words.closed, closed_at === null ? '…' : moment(closed_at)];
}

function statusLine(session: Session, words: Words): string {
	if (session.status === 'open') return '';
	const why = session.status_reason === null ? '' : `: ${safeText(session.status_reason, 300)}`;
	return `${words.ended(session)}${why}`;
}

function approvalLines(view: SessionView, words: Words): string[] {
	const { session, progress, approvals } = view;
	const given = approvals.map(({ actor, standing, reason }) =>
		standing === 'counts'
			? words.approvedBy(mention(actor))
			: words.approvalVoid(mention(actor), safeText(reason ?? '', 100)),
	);
	if (session.status !== 'open') return given;
	const anybody = session.subject === 'policy_change' ? words.anyPolicyApprover : words.anyApprover;
	const waiting = progress.map(({ policy, awaiting }) =>
		awaiting === null
			? words.met(code(policy))
			: words.waits(awaiting.missing, awaiting.role === null ? anybody : code(awaiting.role), code(policy)),
	);
	const groups = view.may_approve_groups.map((group) => mentionGroup(group, session.tenant));
	const who = [...view.may_approve.slice(0, 10).map(mention), ...groups.slice(0, 5)].join(', ') || words.nobody;
	const may = progress.length === 0 ? [words.start, words.mayStart(who)] : [words.mayApprove(who)];
	return [...waiting, ...given, ...may];
}

function historyText({ seq, event, hash }: HistoryRow, words: Words): string {
	return words.historyRow(seq, code(event), code(hash.slice(0, 12)));
}

function buttons({ session, approvals }: SessionView, passing: Suggestions | null, words: Words): Row[] {
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
				button(
					ButtonStyle.Success,
					session.subject === 'deployment' ? words.approve : words.approveChange,
					customId('approve', id, packDigest(subject_digest)),
				),
				button(ButtonStyle.Danger, words.reject, customId('reject', id)),
				button(ButtonStyle.Secondary, words.cancel, customId('cancel', id)),
				// There is nothing to take back before.
				...(approvals.length === 0 ? [] : [button(ButtonStyle.Secondary, words.withdraw, customId('withdraw', id))]),
				button(ButtonStyle.Secondary, words.details, customId('details', id)),
			],
		},
		...suggestionButtons(passing?.suggestions ?? [], words, (one) => customId('suggest', id, suggestionKey(one))),
	];
}

/** Whom a new session pings: those who can act on it, and nobody where nobody has to. */
export function pinged({ session, may_approve }: SessionView, isPerson: (actor: string) => boolean): string[] {
	if (!needsPeople(session)) return [];
	return may_approve.filter((actor) => isPerson(actor) && actor !== session.actor).slice(0, 20);
}

/** Which roles a new session pings: those whose members can act on it. Never everybody, whatever they may. */
export function pingedRoles({ session, may_approve_groups }: SessionView): string[] {
	if (!needsPeople(session)) return [];
	return may_approve_groups.filter((group) => isSnowflake(group) && group !== session.tenant).slice(0, 5);
}

/** Whether others have to approve a session before it is carried out. */
export function needsPeople(session: Session): boolean {
	return session.subject !== 'deployment' || session.decision.answer === 'review';
}
