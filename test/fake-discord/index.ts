/**
 * A Discord of its own, on the loopback: REST and gateway, under which the real discord.js client logs in. It answers as
 * Discord's documents say that Discord does, holds every request of the client to Discord's own description and to the
 * limits beyond it, and keeps who sees what. People act on it, and what they see reads as text.
 *
 * Whole, for a test:
 *
 * ```ts
 * const clock = handClock();
 * const fake = await startFakeDiscord({ now: clock.now, guilds: { acme: ['ops', 'audit'] } });
 * const client = new Client({
 * 	intents: [GatewayIntentBits.Guilds],
 * 	allowedMentions: { parse: [] },
 * 	rest: { api: fake.api },
 * });
 * client.on('error', (error) => errors.push(error)); // or the process ends where a listener fails
 * await client.login(fake.token);
 *
 * const ben = fake.user('ben');
 * const ada = fake.user('ada', { administrator: true });
 * const { message } = await ben.slash('cloud-deploy', { project: 'shop', kind: 'vm' });
 * await expect(ben.click(message, 'Approve & Deploy')).resolves.toMatchObject({ text: 'You may not approve this' });
 * const form = await ada.click(message, 'Reject'); // by label; refused where it is disabled, or not there
 * await ada.submit(form.modal, { Reason: 'too dear' }); // by label
 * await fake.until('the rejection', () => (message.text.includes('rejected') ? true : undefined));
 * expect(fake.channel('ops').transcript({ as: 'ben' })).toContain('rejected by @ada: too dear');
 *
 * clock.wait(16 * 60_000); // ben's token is dead: the bot must edit through the channel
 * fake.fail({ method: 'PATCH', path: /messages/, what: { kind: 'rate limited', seconds: 0.2 } });
 * fake.gateway.drop(); // the client resumes, and gets what it missed
 *
 * await client.destroy();
 * await fake.close(); // throws where the client sent what Discord would not take
 * ```
 *
 * A scene reads whole with `transcript({ acts: true })`, and looks like a chat with `transcriptHtml()`. Scripts import the
 * compiled `dist/index.js`, which `npm run build` makes.
 *
 * The first answer's three seconds and a token's fifteen minutes go by `now`, never by the machine's speed. How Discord
 * itself behaves is not proved here: what it documents is.
 */
export type { Answer } from './actors/answer.js';
export type { Modal, ModalField } from './actors/modal.js';
export type { OptionValues, Upload } from './actors/options.js';
export type { SeenAttachment, SeenButton, SeenMenu, SeenMessage } from './actors/seen-message.js';
export type { Choice, FakeUser, Where } from './actors/user.js';
export { type Breach, describeBreach } from './breach.js';
export type { As, FakeChannel } from './channel.js';
export { type Clock, type HandClock, handClock } from './clock.js';
export { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord, type UserOptions } from './fake-discord.js';
export type { Fault } from './rest/faults.js';
export type { SeenRequest } from './rest/server.js';
