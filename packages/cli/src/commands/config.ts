import { InvalidArgumentError } from 'commander';
import { type Define, examples } from './definition.js';

/** `portcullis config` */
export const configCommand: Define = (program, perform) => {
	program
		.command('config')
		.summary('what is set, and where each value comes from')
		.description(
			'Shows what is set, and where each value comes from. An option wins over portcullis.yaml (in this folder or the nearest one above; PORTCULLIS_CONFIG names another), the file over environment variables, those over defaults. Paths in the file start from its folder.',
		)
		.option(
			'--schema [of]',
			'write the JSON Schema of portcullis.yaml, or with facts of the file of check --facts, or with request of request files, for editors',
			schemaName,
		)
		.addHelpText(
			'after',
			examples('config', 'config --schema > portcullis.schema.json', 'config --schema request > request.schema.json'),
		)
		.action((options: { readonly schema?: true | 'facts' | 'request' }) =>
			perform(async (context) => (await import('../actions/config.js')).config(context, options)),
		);
};

function schemaName(text: string): 'facts' | 'request' {
	if (text === 'facts' || text === 'request') return text;
	throw new InvalidArgumentError('It must be facts or request, or be left out for portcullis.yaml.');
}
