import { standingStatuses } from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { ResourceListOptions } from '../actions/resources.js';
import { type Define, examples } from './definition.js';

const actions = () => import('../actions/resources.js');

/** `portcullis resources list | sync` */
export const resourcesCommand: Define = (program, perform) => {
	const resources = program
		.command('resources')
		.summary('what stands in the projects, and whether Terraform has applied it');
	resources.description(
		'What stands in the projects. A resource is written until sync learns from Terraform that it is applied, drifted or missing.',
	);

	resources
		.command('list')
		.description('Lists the resources that you may see.')
		.option('--project <name>', 'of this project only')
		.addOption(new Option('--state <state>', 'in this state only').choices(standingStatuses))
		.addHelpText('after', examples('resources list', 'resources list --project shop --state drifted'))
		.action((options: ResourceListOptions) =>
			perform(async (context) => (await actions()).listResources(context, options)),
		);

	resources
		.command('sync')
		.description(
			'Learns from what terraform show -json wrote what became of a project. No cloud is called, so it is as true as the state: terraform apply -refresh-only brings that up to date. What Portcullis did not write is listed and not taken over.',
		)
		.argument('<state>', 'the file, or - for standard input')
		.option('--project <name>', 'the project (default: the one that the resources in the state name)')
		.addHelpText('after', examples('resources sync state.json', 'resources sync - --project shop < state.json'))
		.action((file: string, options: { readonly project?: string }) =>
			perform(async (context) => (await actions()).syncResources(context, file, options)),
		);
};
