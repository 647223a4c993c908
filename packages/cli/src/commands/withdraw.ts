import { type Define, examples } from './definition.js';

/** `portcullis withdraw` */
export const withdrawCommand: Define = (program, perform) => {
	program
		.command('withdraw')
		.summary('take your approval back')
		.description(
			'Takes your approval of a session back, as long as the session is open. It stays to be seen, counts no more, and may be given again. Only you can take it back.',
		)
		.argument('<session>', 'the whole id')
		.addHelpText('after', examples('withdraw 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((id: string) => perform(async (context) => (await import('../actions/withdraw.js')).withdraw(context, id)));
};
