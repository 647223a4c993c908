import { explanationText, type PostedSession, presentSession, type SessionView, en as shared } from '@portcullis/core';
import { ask } from '../ask.js';
import type { Bot } from '../bot.js';
import { callerOf } from '../caller-of.js';
import type { Acted, Component } from '../component.js';
import type { Words } from '../i18n/words.js';
import { modal } from '../input/modal.js';
import { lookAtMembers } from '../look-at-members.js';
import { type Reply, textFile } from '../reply.js';
import { requestOf } from '../request-of.js';
import { customId, unpackDigest } from '../text/custom-id.js';
import { fit } from '../text/fit.js';
import { mention } from '../text/mention.js';
import { label } from '../text/safe-text.js';
import { answerColors } from '../views/colors.js';
import { violationLines } from '../views/decision-lines.js';
import { refusalView } from '../views/refusal-view.js';
import { suggestionKey } from '../views/suggestion-buttons.js';
import { termFields } from '../views/term-fields.js';

/** Approves a session as it was shown; the approval that is enough deploys. */
const approve: Component = {
	action: 'approve',
	answers: 'quiet',
	run: (interaction, [session = '', digest = ''], bot, words) =>
		onLobby(interaction, session, bot, words, async ({ post, view }) => {
			if (view !== null) await lookAtMembers(bot, view, interaction.user.id);
			const approved = await bot.gate.approve(callerOf(interaction), session, unpackDigest(digest));
			await bot.lobbies.refresh(interaction.guildId, session);
			// Whoever's approval carried it out tells of it, and nobody else's.
			const deployed =
				approved.kind === 'ok' ? approved.value.session.status === 'completed' : approved.code === 'DEPLOYMENT_FAILED';
			const ended = deployed ? await bot.lobbies.find(interaction.guildId, session) : null;
			if (ended !== null && ended.view !== null) await bot.lobbies.announce(ended.view, post);
			if (approved.kind === 'refused') return refusalView(approved, words, interaction.user.id);
			if (approved.value.session.status === 'open') return { content: words.counted(missing(approved.value)) };
			bot.lookup.forget(interaction.guildId);
			return { content: approved.value.session.subject === 'deployment' ? words.deployedShort : words.inForceShort };
		}),
};

/** Says no to a session; a form asks why. */
const reject: Component = {
	action: 'reject',
	answers: 'quiet',
	form: ([session = ''], _interaction, words) =>
		modal(customId('reject', session), words.rejectTitle, [
			{ id: 'reason', label: words.rejectReason, long: true, required: true, most: 500 },
		]),
	run: (interaction, [session = ''], bot, words) =>
		onLobby(interaction, session, bot, words, async () => {
			const reason = interaction.isModalSubmit() ? interaction.fields.getTextInputValue('reason') : '';
			const rejected = await bot.gate.reject(callerOf(interaction), session, reason);
			await bot.lobbies.refresh(interaction.guildId, session);
			return rejected.kind === 'refused' ? refusalView(rejected, words) : { content: words.rejected };
		}),
};

/** Takes a session back. */
const cancel: Component = {
	action: 'cancel',
	answers: 'quiet',
	run: (interaction, [session = ''], bot, words) =>
		onLobby(interaction, session, bot, words, async () => {
			const cancelled = await bot.gate.cancel(callerOf(interaction), session);
			await bot.lobbies.refresh(interaction.guildId, session);
			return cancelled.kind === 'refused' ? refusalView(cancelled, words) : { content: words.cancelled };
		}),
};

/** Takes back the approval of whoever clicks. */
const withdraw: Component = {
	action: 'withdraw',
	answers: 'quiet',
	run: (interaction, [session = ''], bot, words) =>
		onLobby(interaction, session, bot, words, async () => {
			const withdrawn = await bot.gate.withdraw(callerOf(interaction), session);
			await bot.lobbies.refresh(interaction.guildId, session);
			return withdrawn.kind === 'refused'
				? refusalView(withdrawn, words, interaction.user.id)
				: { content: words.withdrawn };
		}),
};

/** Shows whoever clicked all that there is to know, if they may see it. */
const details: Component = {
	action: 'details',
	answers: 'reply',
	run: (interaction, [session = ''], bot, words) =>
		onLobby(interaction, session, bot, words, async () => {
			const caller = callerOf(interaction);
			const shown = await bot.gate.show(caller, session);
			if (shown.kind === 'refused') return refusalView(shown, words);
			const { session: of } = shown.value;
			const presented = presentSession(shown.value);
			const title = label(presented.title, 220);
			const footer = { text: words.session(session) };
			if (of.subject !== 'deployment') {
				const whole = of.subject === 'waiver' ? of.waiver : of.change;
				const fields = termFields(presented, words);
				return {
					embeds: [
						{ title, color: answerColors.review, footer, fields: fields.map(([name, value]) => ({ name, value })) },
					],
					files: [
						textFile('change.json', `${JSON.stringify(whole, null, 2)}\n`),
						...presented.sources.slice(0, 9).map(({ path, text }) => textFile(path.replaceAll(/[^\w.-]/g, '_'), text)),
					],
				};
			}
			const { actor, deployment, decision } = of;
			const explained = await bot.gate.explain(caller, session);
			const request = textFile('request.json', `${JSON.stringify(requestOf(deployment), null, 2)}\n`);
			const files =
				explained.kind === 'ok' ? [textFile('decision.txt', explanationText(explained.value)), request] : [request];
			const embed = {
				title,
				color: answerColors[decision.answer],
				description:
					fit(violationLines(decision.violations, actor, words), 4000, words.more) || shared.verdicts[decision.answer],
				footer,
			};
			return { embeds: [embed], files };
		}),
};

/** Asks, in the name of who asked before, for what would pass: the request on the message is superseded by it. */
const suggest: Component = {
	action: 'suggest',
	answers: 'reply',
	run: (interaction, [session = '', key = ''], bot, words) =>
		onLobby(interaction, session, bot, words, async ({ view }) => {
			if (view === null || view.session.subject !== 'deployment') return { content: words.forgotten };
			if (view.session.actor !== interaction.user.id) return { content: words.notYours(mention(view.session.actor)) };
			const suggested = await bot.gate.suggest(callerOf(interaction), requestOf(view.session.deployment));
			if (suggested.kind === 'refused') return refusalView(suggested, words);
			const chosen = suggested.value.suggestions.find((one) => suggestionKey(one) === key);
			if (chosen === undefined) return { content: words.forgotten };
			return ask(interaction, bot, words, chosen.request);
		}),
};

/** The buttons of a session's public message. */
export const lobbyComponents: readonly Component[] = [approve, reject, cancel, withdraw, details, suggest];

// A button grants nothing, but what is shown where must be what is acted on: a message that was made up, or that belongs
// to another session or guild, is told apart by what the store knows of it.
async function onLobby(
	interaction: Acted,
	session: string,
	bot: Bot,
	words: Words,
	act: (posted: PostedSession) => Promise<Reply>,
): Promise<Reply> {
	const posted = await bot.lobbies.find(interaction.guildId, session);
	const { message, channelId } = interaction;
	if (posted === null || posted.post.message !== message?.id || posted.post.channel !== channelId) {
		bot.log('warn', 'stray button', {
			interaction: interaction.id,
			guild: interaction.guildId,
			actor: interaction.user.id,
		});
		return { content: words.strayButton };
	}
	return act(posted);
}

function missing({ progress }: SessionView): number {
	return progress.reduce((sum, { awaiting }) => sum + (awaiting?.missing ?? 0), 0);
}
