import { createTemplates } from '@portcullis/providers';
import type { Context } from '../gate/context.js';
import { openCatalogue } from '../gate/open-catalogue.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { failure } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';

/** Runs the Discord bot until the process is told to end. */
export async function discord(context: Context): Promise<Outcome> {
	const { io, discord: settings = {} } = context;
	const token = io.env.DISCORD_TOKEN ?? '';
	if (token === '') {
		return failure({
			code: 'USAGE_INVALID',
			message: 'DISCORD_TOKEN is not set: the bot cannot log in without its token',
			hint: 'copy it from the application at discord.com/developers, page Bot; docs/discord.md goes through it',
		});
	}
	const opened = await openCatalogue(context);
	if (opened.kind === 'failed') return opened.outcome;
	return withGate(context, { mode: 'make', parts: 'all', terraform: true }, async ({ gate }) => {
		const { createDiscordFrontend, jsonLog } = await import('@portcullis/discord');
		const api = io.env.PORTCULLIS_DISCORD_API ?? '';
		const bot = createDiscordFrontend(gate, {
			token,
			templates: createTemplates(),
			catalogue: opened.catalogue,
			log: jsonLog((line) => io.stderr.write(`${line}\n`), io.clock),
			...(settings.guild === undefined ? {} : { guild: settings.guild }),
			...(settings.channels === undefined ? {} : { channels: settings.channels }),
			...(api === '' ? {} : { rest: { api } }),
		});
		try {
			await bot.start();
		} catch (error) {
			await bot.stop();
			return failure({
				code: 'DISCORD_UNREACHABLE',
				message: `the bot could not log in to Discord: ${error instanceof Error ? error.message : String(error)}`,
				hint: 'portcullis doctor looks at the token; a token that was shown to anybody is to be reset at discord.com/developers',
			});
		}
		const signal = await io.untilStopped();
		await bot.stop();
		return done({ kind: 'discord', stopped_by: signal }, () => `stopped by ${signal}\n`);
	});
}
