import { type Define, examples } from './definition.js';

/** `portcullis discord` */
export const discordCommand: Define = (program, perform) => {
	program
		.command('discord')
		.summary('run the Discord bot')
		.description(
			'Runs the Discord bot until it is told to end (SIGTERM, or Ctrl+C). Its token is read from DISCORD_TOKEN; portcullis.yaml may say in a section `discord` where the commands are registered and where alerts go. Commands are registered when they have changed. The log goes to standard error, a JSON object a line, without tokens.\n\n' +
				'A server of Discord is a tenant: whoever has its Administrator permission and uses a command first becomes its CloudAdmin. The bot has a database file for itself while it runs; with PostgreSQL others work beside it. docs/discord.md goes from creating the application to the first deployment.',
		)
		.addHelpText('after', examples('discord', '--db postgres://portcullis@db.example/portcullis discord'))
		.action(() => perform(async (context) => (await import('../actions/discord.js')).discord(context)));
};
