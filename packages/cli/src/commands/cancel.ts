import { type Define, examples } from './definition.js';

/** `portcullis cancel` */
export const cancelCommand: Define = (program, perform) => {
	program
		.command('cancel')
		.summary('take a session back')
		.description('Takes a session back: your own, or any with can_approve.')
		.argument('<session>', 'the whole id')
		.option('--reason <text>', 'why')
		.addHelpText('after', examples('cancel 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((id: string, { reason }: { readonly reason?: string }) =>
			perform(async (context) => (await import('../actions/close.js')).cancel(context, id, reason)),
		);
};
