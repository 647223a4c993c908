import type { PreviewOptions } from '../actions/preview.js';
import { type Define, examples } from './definition.js';

/** `portcullis preview` */
export const previewCommand: Define = (program, perform) => {
	program
		.command('preview')
		.summary('what would be decided of requests; nothing is stored')
		.description(
			'Says what would be decided of requests, and stores nothing. Of one that is not allowed, says also what would make it pass, or whom to ask. Several count together, as if made in this order. Ends with 0 for allow, 1 for deny, 3 for review (of several: the worst), 2 for bad input or a policy that went wrong.',
		)
		.argument('<files...>', 'requests in YAML or JSON; - is standard input')
		.option('--explain', 'say of every policy what came of it, by which binding, and what it read')
		.addHelpText(
			'after',
			examples(
				'preview vm.yaml',
				'preview vm.yaml --explain',
				'preview web.yaml db.yaml --as ada',
				'preview - --json < vm.json',
			),
		)
		.action((files: string[], options: PreviewOptions) =>
			perform(async (context) => (await import('../actions/preview.js')).preview(context, files, options)),
		);
};
