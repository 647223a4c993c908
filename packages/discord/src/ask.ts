import type { SessionView } from '@portcullis/core';
import type { RepliableInteraction } from 'discord.js';
import type { Bot } from './bot.js';
import { callerOf } from './caller-of.js';
import type { Words } from './i18n/words.js';
import type { Reply } from './reply.js';
import { suggestionsFor } from './suggestions-for.js';
import type { TypedRequest } from './typed-request.js';
import { decisionView } from './views/decision-view.js';
import { needsPeople } from './views/lobby-view.js';
import { refusalView } from './views/refusal-view.js';
import type { AskedBy } from './views/suggestion-buttons.js';

type Asking = RepliableInteraction<'cached'>;

/** Asks the gate for a deployment: what is not denied gets its public message, what is denied is told to who asked. */
export async function ask(interaction: Asking, bot: Bot, words: Words, request: TypedRequest): Promise<Reply> {
	const asked = await bot.gate.request(callerOf(interaction), request);
	if (asked.kind === 'refused') return refusalView(asked, words);
	if (asked.value.kind === 'denied') {
		const { deployment, decision } = asked.value;
		const suggestions = await suggestionsFor(bot.gate, callerOf(interaction), request);
		const recalled = bot.recall.keep(request);
		const detail = { recalled, suggestions, checked: false, ...askedBy(interaction) };
		return decisionView(deployment, decision, detail, words);
	}
	return opened(interaction, bot, words, asked.value.view);
}

/** Shows a session that was opened to everybody in the channel, and says so to who asked. */
export async function opened(interaction: Asking, bot: Bot, words: Words, view: SessionView): Promise<Reply> {
	// It may have taken the place of an earlier request of theirs.
	await bot.lobbies.refreshMoved(view.session.tenant);
	const link = interaction.channelId === null ? null : await bot.lobbies.post(view, interaction.channelId);
	if (link === null) return { content: words.unpostable, embeds: [], components: [] };
	const said = needsPeople(view.session) ? words.opened(link) : words.openedStart(link);
	return { content: said, embeds: [], components: [] };
}

/** Looks at what would be decided, and stores nothing. */
export async function check(interaction: Asking, bot: Bot, words: Words, request: TypedRequest): Promise<Reply> {
	const previewed = await bot.gate.preview(callerOf(interaction), request);
	if (previewed.kind === 'refused') return refusalView(previewed, words);
	const [preview] = previewed.value;
	if (preview === undefined) throw new TypeError('one request was previewed, and none answered');
	const { deployment, decision } = preview;
	const suggestions =
		decision.answer === 'allow' ? null : await suggestionsFor(bot.gate, callerOf(interaction), request);
	const recalled = bot.recall.keep(request);
	return decisionView(deployment, decision, { recalled, suggestions, checked: true, ...askedBy(interaction) }, words);
}

function askedBy({ user, guildId }: Asking): AskedBy {
	return { requester: user.id, guild: guildId };
}
