import type { RoleAddOptions } from '../actions/role.js';
import { type Define, examples } from './definition.js';
import { collectList } from './values.js';

const actions = () => import('../actions/role.js');

/** `portcullis role add | list | show | remove` */
export const roleCommand: Define = (program, perform) => {
	const role = program.command('role').summary('roles: named sets of capabilities');
	role.description(
		'Roles: named sets of capabilities. The first ones are CloudViewer, CloudUser and CloudAdmin; make your own.',
	);

	role
		.command('add')
		.description(
			'Adds a role, or changes one for all who have it. Nobody makes a role that is more than what they hold.',
		)
		.argument('<name>', 'such as Operator')
		.requiredOption('--can <capabilities>', 'what it may: can_view,can_modify', collectList)
		.option('--max-vm-size <size>', 'the largest machine: none, micro, small, medium, large, xlarge, … any', 'none')
		.option('--replace', 'change the role of this name')
		.addHelpText(
			'after',
			examples(
				'role add Operator --can can_view,can_modify --max-vm-size large',
				'role add Operator --can can_view,can_modify,can_delete --max-vm-size large --replace',
			),
		)
		.action((name: string, options: RoleAddOptions) =>
			perform(async (context) => (await actions()).addRole(context, name, options)),
		);

	role
		.command('list')
		.description('Lists the roles.')
		.addHelpText('after', examples('role list', 'role list --json'))
		.action(() => perform(async (context) => (await actions()).listRoles(context)));

	role
		.command('show')
		.description('Shows one role, and who has it.')
		.argument('<name>', 'as role list shows it')
		.addHelpText('after', examples('role show CloudUser'))
		.action((name: string) => perform(async (context) => (await actions()).showRole(context, name)));

	role
		.command('remove')
		.description('Removes a role that no grant and no binding names.')
		.argument('<name>', 'as role list shows it')
		.addHelpText('after', examples('role remove Operator'))
		.action((name: string) => perform(async (context) => (await actions()).removeRole(context, name)));
};
