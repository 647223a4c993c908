import type { ApproveOptions } from '../actions/approve.js';
import { type Define, examples } from './definition.js';

/** `portcullis approve` */
export const approveCommand: Define = (program, perform) => {
	program
		.command('approve')
		.summary('approve a session; the last approval writes the Terraform')
		.description(
			'Approves a session. Everything is decided again first. The approval that is enough writes terraform_<cloud>_<project>/main.tf.json, beside the database (beside .portcullis, where it lies in it).',
		)
		.argument('<session>', 'the whole id')
		.option('--digest <digest>', 'what you were shown, as show writes it: if it has changed since, nothing is approved')
		.option('--terraform-root <folder>', 'where the Terraform folders stand (or PORTCULLIS_TERRAFORM_ROOT)')
		.addHelpText(
			'after',
			examples(
				'approve 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a --digest 9b2d41c07f3e',
				'approve 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a --as ben --terraform-root infrastructure',
			),
		)
		.action((id: string, options: ApproveOptions) =>
			perform(async (context) => (await import('../actions/approve.js')).approve(context, id, options)),
		);
};
