import { environments, providerIds } from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { TemplateExpandOptions } from '../actions/template.js';
import { type Define, examples } from './definition.js';
import { collect } from './values.js';

const actions = () => import('../actions/template.js');

/** `portcullis template list | show | expand` */
export const templateCommand: Define = (program, perform) => {
	const template = program.command('template').summary('templates: resources that belong together');
	template.description('Templates: resources that belong together, under one name, for any of the clouds.');

	template
		.command('list')
		.description('Lists the templates.')
		.addHelpText('after', examples('template list', 'template list --json'))
		.action(() => perform(async () => (await actions()).listTemplates()));

	template
		.command('show')
		.description('Shows what a template makes, and what it can be told.')
		.argument('<template>')
		.addHelpText('after', examples('template show three-tier'))
		.action((name: string) => perform(async () => (await actions()).showTemplate(name)));

	template
		.command('expand')
		.description(
			'Writes the request that a template stands for, in YAML: to be looked at and changed, then previewed, requested or synthesized.',
		)
		.argument('<template>')
		.option('--param <key=value>', 'what the template is told; may be given again', collect)
		.option('--project <name>', 'the project to ask in; a project of its own, with --provider and --region, for synth')
		.addOption(new Option('--provider <cloud>', 'the cloud of that project').choices(providerIds))
		.option('--region <region>', 'the region of that project')
		.addOption(new Option('--environment <name>', 'the environment of that project').choices(environments))
		.addHelpText(
			'after',
			examples(
				'template expand three-tier --project shop --param name=web > web.yaml',
				'template expand static-site --project shop --param name=docs | portcullis request -',
				'template expand batch-worker --project jobs --provider aws --region us-east-1 --param name=nightly | portcullis synth -',
			),
		)
		.action((name: string, options: TemplateExpandOptions) =>
			perform(async () => (await actions()).expandTemplate(name, options)),
		);
};
