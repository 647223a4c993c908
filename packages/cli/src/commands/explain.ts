import { type Define, examples } from './definition.js';

/** `portcullis explain` */
export const explainCommand: Define = (program, perform) => {
	program
		.command('explain')
		.summary('explain the decision of a session: every policy, its binding, what it read')
		.description(
			'Explains the decision of a session: for each policy and what it judged the outcome, the binding that gave it its level and which one that won over, and what the policy read. For what is not asked for yet: preview --explain.',
		)
		.argument('<session>', 'its id, or the beginning of it (4 characters or more) where only one begins so')
		.addHelpText('after', examples('explain 5f0c6c1e', 'explain 5f0c6c1e --json', 'preview vm.yaml --explain'))
		.action((id: string) => perform(async (context) => (await import('../actions/explain.js')).explain(context, id)));
};
