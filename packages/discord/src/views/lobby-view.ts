import {
	type DeploymentSession,
	type HistoryRow,
	type PresentedSession,
	presentSession,
	type Session,
	type SessionView,
	type Suggestions,
	en as shared,
} from '@portcullis/core';
import { type APIEmbed, ButtonStyle, ComponentType } from 'discord.js';
import type { Words } from '../i18n/words.js';
import type { Reply, Row } from '../reply.js';
import { customId, packDigest } from '../text/custom-id.js';
import { fit } from '../text/fit.js';
import { isSnowflake, mention, mentionGroup, moment } from '../text/mention.js';
import { code, label, safeText } from '../text/safe-text.js';
import { answerColors, statusColors } from './colors.js';
import { changeLines, priceLines, quotaLines, violationLines } from './decision-lines.js';
import { suggestionButtons, suggestionKey, suggestionLines } from './suggestion-buttons.js';
import { termFields } from './term-fields.js';

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
	const presented = presentSession(view);
	const { status, status_name } = presented;
	const open = status === 'open';
	const passing = open && session.subject === 'deployment' && needsPeople(session) ? detail.suggestions : null;
	const answer = session.subject === 'deployment' ? session.decision.answer : 'review';
	const parts: readonly (readonly [name: string, value: string])[] = [
		...(session.subject === 'deployment' ? deploymentParts(session, presented, words) : termFields(presented, words)),
		[words.approval, fit(approvalLines(presented, session.tenant, words), 700, words.more)],
		[
			words.suggestions,
			passing === null
				? ''
				: fit(suggestionLines(passing, { requester: session.actor, guild: session.tenant }, words), 500, words.more),
		],
		[words.status, open ? '' : statusLine(presented)],
		[words.terraform, session.subject === 'deployment' && status === 'completed' ? words.terraformWritten : ''],
		[words.history, detail.closing === null ? '' : historyText(detail.closing, words)],
	];
	const [deadlineName, deadlineText] = deadline(session, words);
	const embed: APIEmbed = {
		title: label(`${open ? shared.verdicts[answer] : status_name}: ${presented.title}`, 220),
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

function deploymentParts(
	{ deployment }: DeploymentSession,
	{ decision, reason }: PresentedSession,
	words: Words,
): (readonly [string, string])[] {
	const lines = (texts: readonly string[], most: number) => fit(texts, most, words.more);
	return [
		[words.because, reason === null ? '' : safeText(reason, 200)],
		[words.changes, lines(changeLines(deployment.changes), 900)],
		...(decision === null
			? []
			: [
					[words.price, lines(priceLines(decision, words), 700)] as const,
					[words.quotas, lines(quotaLines(decision), 500)] as const,
				]),
	];
}

function deadline({ status, expires_at, closed_at }: Session, words: Words): readonly [string, string] {
	if (status === 'open') return [words.expires, moment(expires_at, 'R')];
	if (status === 'expired') return [words.expired, moment(expires_at)];
	return [words.closed, closed_at === null ? '…' : moment(closed_at)];
}

function statusLine({ status_name, status_reason }: PresentedSession): string {
	return status_reason === null ? status_name : shared.because(status_name, safeText(status_reason, 300));
}

function approvalLines(
	{ status, approvals, met, waits, starts, may_approve, may_approve_groups }: PresentedSession,
	guild: string,
	words: Words,
): string[] {
	const given = approvals.map(({ actor, standing, text }) =>
		standing === 'counts' ? words.approvedBy(mention(actor)) : words.approvalVoid(mention(actor), safeText(text, 100)),
	);
	if (status !== 'open') return given;
	const waiting = waits.map(({ role, who, missing, policy }) =>
		words.waits(shared.stage(shared.approvals(missing), role === null ? who : code(role)), code(policy)),
	);
	const groups = may_approve_groups.slice(0, 5).map((group) => mentionGroup(group, guild));
	const who = [...may_approve.slice(0, 10).map(mention), ...groups].join(', ') || shared.nobody;
	const may = starts ? [words.start, words.mayStart(who)] : [words.mayApprove(who)];
	return [...met.map((policy) => words.met(code(policy))), ...waiting, ...given, ...may];
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
