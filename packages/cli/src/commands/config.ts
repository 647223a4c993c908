import { type Define, examples } from './definition.js';

/** `portcullis config` */
export const configCommand: Define = (program, perform) => {
	program
		.command('config')
		.summary('what is set, and where each value comes from')
		.description(
			'Shows what is set, and where each value comes from. An option wins over portcullis.yaml (in this folder or the nearest one above; PORTCULLIS_CONFIG names another), the file over environment variables, those over defaults. Paths in the file start from its folder.',
		)
		.option('--schema', 'write the JSON Schema of portcullis.yaml, for editors')
		.addHelpText('after', examples('config', 'config --json', 'config --schema > portcullis.schema.json'))
		.action((options: { readonly schema?: boolean }) =>
			perform(async (context) => (await import('../actions/config.js')).config(context, options)),
		);
};
