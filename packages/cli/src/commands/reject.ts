import { type Define, examples } from './definition.js';

/** `portcullis reject` */
export const rejectCommand: Define = (program, perform) => {
	program
		.command('reject')
		.summary('say no to a session')
		.description('Says no to a session, for good.')
		.argument('<session>', 'the whole id')
		.requiredOption('--reason <text>', 'why')
		.addHelpText('after', examples('reject 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a --reason "use the shared cluster"'))
		.action((id: string, { reason }: { readonly reason: string }) =>
			perform(async (context) => (await import('../actions/close.js')).reject(context, id, reason)),
		);
};
