import type { Answer as GateAnswer, SessionStatus } from '@portcullis/core';
import { emptyBotWorld } from '../discord/bot-world.js';
import type { Answer, FakeUser, SeenMessage } from '../fake-discord/index.js';
import type { Act, FrontendDriver, Seen } from './frontend-driver.js';

/** How the title of what is asked begins, by the answer: the bot says it in words. */
const answers: Readonly<Record<string, readonly [GateAnswer, string]>> = {
	Allowed: ['allow', 'ALLOWED'],
	'Needs approval': ['review', 'NEEDS_APPROVAL'],
	Denied: ['deny', 'POLICY_VIOLATION'],
};

/** The same, by how it ended. */
const endings: Readonly<Record<string, SessionStatus>> = {
	deployed: 'completed',
	approved: 'completed',
	failed: 'failed',
	cancelled: 'cancelled',
	rejected: 'rejected',
	expired: 'expired',
	superseded: 'superseded',
};

/**
 * The Discord bot: each act is a command, a press or a form of a person in the fake Discord.
 *
 * Two acts of an administrator have no command there, by design, and are done at the gate as the command line beside the
 * bot does them: adding a role (`portcullis role add`), and asking for approvals of policy changes (`portcullis tenant`).
 */
export async function discordDriver(): Promise<FrontendDriver> {
	const { made, close } = await emptyBotWorld();
	const { fake, gate, ada } = made;
	const answered = new Map<string, Answer>();
	const person = (name: string) => (name === 'ada' ? ada : fake.user(name));
	const callerOf = (name: string) =>
		({ tenant: fake.guildId(), actor: { id: person(name).id, source: 'verified' } }) as const;

	const lobbies = () =>
		fake
			.channel('ops')
			.messages()
			.filter((message) => sessionOf(message) !== null);
	const lobbyOf = (session: string) => {
		const found = lobbies().find((message) => sessionOf(message) === session);
		if (found === undefined) throw new Error(`no message shows the session ${session}`);
		return found;
	};

	/** Does it once; what arrives with the same `request_id` again is the same interaction, delivered again. */
	async function once(act: Act, first: () => Promise<Answer>): Promise<Answer> {
		const id = 'request_id' in act ? act.request_id : undefined;
		const before = id === undefined ? undefined : answered.get(id);
		if (id === undefined || before === undefined) {
			const answer = await first();
			if (id !== undefined) answered.set(id, answer);
			return answer;
		}
		const refused = fake.requests.length;
		before.deliverAgain();
		await fake.until('the bot to try to answer again', () => (fake.requests.length > refused ? true : undefined));
		return before;
	}

	async function afterCommand(user: FakeUser, act: Act, answer: Answer): Promise<Seen> {
		const { message } = answer;
		const shown = lobbies().find(({ id }) => message.content.includes(`/${id}`));
		if (shown === undefined) return seen([message]);
		const details = await user.click(shown, 'Details');
		const opened = seen([shown, details.message]);
		const asked = answerOf(shown);
		return act.do === 'request' && asked !== undefined ? { ...opened, kind: asked[0] } : opened;
	}

	async function afterPress(session: string, answer: Answer): Promise<Seen> {
		const lobby = lobbyOf(session);
		const said = await answer.followUp();
		return codeOf(said) === null ? seen([lobby, said]) : seen([said]);
	}

	/** What is on messages, as somebody reads it: names for mentions, and nothing of how they are marked up. */
	function seen(messages: readonly SeenMessage[]): Seen {
		const text = messages
			.flatMap((message) => [message.text, ...message.attachments.map((file) => file.text)])
			.join('\n')
			.replaceAll(/\\(.)/g, '$1')
			.replaceAll(/[`*]/g, '');
		const named = people.reduce((so, name) => so.replaceAll(`<@${person(name).id}>`, name), text);
		const plain = people.reduce((so, name) => so.replaceAll(person(name).id, name), named);
		const [first] = messages;
		const code = first === undefined ? null : codeOf(first);
		const session = first === undefined ? null : sessionOf(first);
		const [answer, reason] = (first === undefined ? undefined : answerOf(first)) ?? [];
		const ended = first === undefined ? null : (endings[titleOf(first)] ?? null);
		const status = session === null ? null : answer === undefined ? ended : 'open';
		const packed = first?.buttons.find(({ customId }) => customId?.startsWith('pc1:approve:'))?.customId?.split(':')[3];
		const waits = [...plain.matchAll(/^(?:Approval: )?\d+ approvals? by (?:whoever has )?(\S+)/gm)].map(
			(match) => match[1] ?? '',
		);
		const of = { session, status, digest: packed ?? null, waits, text: plain };
		if (code !== null) return { kind: 'refused', code, ...of };
		return { kind: session === null ? (answer ?? 'done') : 'session', code: reason ?? null, ...of };
	}

	const slash = async (user: FakeUser, act: Act, words: string, options: Parameters<FakeUser['slash']>[1]) =>
		afterCommand(user, act, await once(act, () => user.slash(words, options)));

	return {
		no_reuse: 'the id of an interaction is given by Discord',
		async act(actor, act) {
			const user = person(actor);
			switch (act.do) {
				case 'set up':
					return slash(user, act, 'cloud-projects', {});
				case 'add project':
					return slash(user, act, 'cloud-init', { provider: 'gcp', name: act.project, region: 'us-central1' });
				case 'add role': {
					const { role: name, capabilities } = act;
					return atTheGate(await gate.roles.add(callerOf(actor), { name, capabilities, max_vm_size: 'none' }));
				}
				case 'ask for approvals of policy changes':
					return atTheGate(await gate.setPolicyChangeApprovals(callerOf(actor), act.approvals));
				case 'grant':
					person(act.to);
					return slash(user, act, 'cloud-grant', { user: act.to, role: act.role });
				case 'limit machines':
					return slash(user, act, 'cloud-quota set', { project: act.project, kind: 'vm', limit: act.limit });
				case 'bind': {
					const { policy, level, project, owners = [], max_hourly_usd } = act;
					const most = max_hourly_usd === undefined ? {} : { max_hourly_micros: Number(max_hourly_usd) * 1e6 };
					return slash(user, act, 'cloud-policy bind', {
						policy,
						level,
						project,
						parameters: JSON.stringify(most),
						...(owners.length === 0 ? {} : { owner: owners.join(', ') }),
					});
				}
				case 'request':
					return slash(user, act, 'cloud-deploy', { project: act.project, ...act.resource });
				case 'approve': {
					const { session, digest = '' } = act;
					// By its id: a slow client still shows the button of what stood there before.
					const press = () => user.forgeClick(`pc1:approve:${session}:${digest}`, lobbyOf(session));
					return afterPress(session, await once(act, press));
				}
				case 'withdraw':
					return afterPress(act.session, await user.click(lobbyOf(act.session), 'Take approval back'));
				case 'cancel':
					return afterPress(act.session, await user.click(lobbyOf(act.session), 'Cancel'));
				case 'reject': {
					const form = await user.click(lobbyOf(act.session), 'Reject');
					return afterPress(act.session, await user.submit(form.modal, { reason: act.reason }));
				}
				case 'look':
					// What the bot does every five minutes.
					await made.bot.tick();
					return seen([lobbyOf(act.session)]);
				case 'ask for a waiver': {
					const { policy, project, reason } = act;
					return slash(user, act, 'cloud-waive request', { policy, project, reason, days: 7 });
				}
				case 'read history': {
					const { message } = await user.slash('cloud-history');
					const pages = [seen([message])];
					while (message.buttons.some(({ label, disabled }) => label === 'Older' && !disabled)) {
						const before = message.text;
						await user.click(message, 'Older');
						await fake.until('the next page', () => (message.text === before ? undefined : true));
						pages.push(seen([message]));
					}
					const rows = pages.flatMap(({ text }) => text.split('\n'));
					const { session } = act;
					const about = session === undefined ? rows : rows.filter((row) => row.includes(session.slice(0, 8)));
					return { ...seen([]), text: about.join('\n') };
				}
			}
		},
		pass: made.wait,
		close,
	};
}

// Of the scenario.
const people = ['ada', 'uma', 'vic', 'ben', 'fay', 'sam', 'sid'];

function atTheGate(result: { readonly kind: 'ok' } | { readonly kind: 'refused'; readonly code: string }): Seen {
	const of = { session: null, status: null, digest: null, waits: [], text: '' };
	return result.kind === 'ok' ? { kind: 'done', code: null, ...of } : { kind: 'refused', code: result.code, ...of };
}

/** How the title begins: `Needs approval` of `Needs approval: create vm/web in project shop`. */
function titleOf({ embeds }: SeenMessage): string {
	return embeds[0]?.title?.split(':')[0] ?? '';
}

function answerOf(message: SeenMessage): readonly [GateAnswer, string] | undefined {
	return answers[titleOf(message)];
}

function sessionOf({ embeds }: SeenMessage): string | null {
	return /^Session (\w+)$/.exec(embeds[0]?.footer?.text ?? '')?.[1] ?? null;
}

/** The code of a refusal, which stands below it. */
function codeOf({ embeds }: SeenMessage): string | null {
	return /^[A-Z][A-Z_]+$/.exec(embeds[0]?.footer?.text ?? '')?.[0] ?? null;
}
