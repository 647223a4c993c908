import { backendTypes, environments, providerIds } from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { ProjectAddOptions } from '../actions/project.js';
import { type Define, examples } from './definition.js';
import { amount, collect, collectList } from './values.js';

const actions = () => import('../actions/project.js');

/** `portcullis project add | list | show | remove` */
export const projectCommand: Define = (program, perform) => {
	const project = program.command('project').summary('projects: a cloud account, project or subscription each');
	project.description('Projects under governance: one cloud account, project or subscription each.');

	project
		.command('add')
		.description('Puts a project under governance.')
		.argument('<name>', 'lower-case letters, digits and hyphens')
		.addOption(new Option('--provider <cloud>', 'the cloud').choices(providerIds).makeOptionMandatory())
		.requiredOption('--region <region>', 'the region of a resource that names none')
		.option('--regions <regions>', 'the regions allowed, --region among them; it alone if left out', collectList)
		.option('--account <id>', 'the project id (gcp), account number (aws) or subscription id (azure)')
		.addOption(new Option('--environment <name>', 'development if left out').choices(environments))
		.option('--tag <key=value>', 'a tag of every resource of the project; may be given again', collect)
		.addOption(
			new Option('--backend <type>', 'where Terraform keeps the state; beside the document if left out').choices(
				backendTypes,
			),
		)
		.option('--backend-config <key=value>', 'a setting of the backend; may be given again', collect)
		.option('--budget <usd>', 'US dollars a month: 500, 12.50, 2k', amount)
		.addHelpText(
			'after',
			examples(
				'project add shop --provider gcp --region us-central1 --budget 500',
				'project add billing --provider aws --region eu-west-1 --regions eu-west-1,eu-central-1 --environment production',
				'project add site --provider gcp --region us-central1 --tag team=web --backend gcs --backend-config bucket=acme-state',
			),
		)
		.action((name: string, options: ProjectAddOptions) =>
			perform(async (context) => (await actions()).addProject(context, name, options)),
		);

	project
		.command('list')
		.description('Lists the projects that you may see.')
		.addHelpText('after', examples('project list', 'project list --json'))
		.action(() => perform(async (context) => (await actions()).listProjects(context)));

	project
		.command('show')
		.description('Shows a project: its cloud, regions, budget, tags and where Terraform keeps the state.')
		.argument('<name>')
		.addHelpText('after', examples('project show shop'))
		.action((name: string) => perform(async (context) => (await actions()).showProject(context, name)));

	project
		.command('remove')
		.description('Takes a project out of governance, once nothing stands in it and nothing waits.')
		.argument('<name>')
		.addHelpText('after', examples('project remove shop'))
		.action((name: string) => perform(async (context) => (await actions()).removeProject(context, name)));
};
