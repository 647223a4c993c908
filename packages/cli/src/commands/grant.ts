import { providerIds } from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { GrantAddOptions } from '../actions/grant.js';
import { type Define, examples } from './definition.js';
import { collectList, moment } from './values.js';

const actions = () => import('../actions/grant.js');

/** `portcullis grant add | list | show | remove` */
export const grantCommand: Define = (program, perform, io) => {
	const grant = program.command('grant').summary('grants: who has which role, and where');
	grant.description('Grants: who has which role, where, and until when.');

	grant
		.command('add')
		.description('Gives an actor, or a group, a role. Nobody grants what they do not hold themselves.')
		.argument('[actor]', "the operating system's user, or whatever another front end calls the person")
		.option('--group <group>', 'to all who belong to a group instead: the number of a Discord role')
		.requiredOption('--role <role>', 'CloudViewer, CloudUser, CloudAdmin, or a role of your own')
		.addOption(new Option('--provider <cloud>', 'for this cloud only').choices(providerIds))
		.option('--project <name>', 'for this project only')
		.option('--plus <capabilities>', "single capabilities on top of the role's", collectList)
		.option('--minus <capabilities>', 'single capabilities taken away, from whatever grant they come', collectList)
		.option('--max-vm-size <size>', "another largest size than the role's: micro, small, medium, large, xlarge, … any")
		.option('--expires <moment>', 'when it ends: 7d, 12h, 2026-12-31 (its beginning, UTC)', moment(io.clock))
		.addHelpText(
			'after',
			examples(
				'grant add ada --role CloudUser',
				'grant add ben --role CloudUser --project shop --minus can_modify --expires 7d',
				'grant add --group 234567890123456789 --role CloudUser --expires 90d',
				'grant add eve --role CloudViewer --plus can_create_vm --max-vm-size small',
			),
		)
		.action((actor: string | undefined, options: GrantAddOptions) =>
			perform(async (context) => (await actions()).addGrant(context, actor, options)),
		);

	grant
		.command('list')
		.description('Lists the grants that you may see.')
		.addHelpText('after', examples('grant list', 'grant list --json'))
		.action(() => perform(async (context) => (await actions()).listGrants(context)));

	grant
		.command('show')
		.description('Shows a grant: who has which role, where and until when.')
		.argument('<id>', 'the whole id, as grant list shows it')
		.addHelpText('after', examples('grant show 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((id: string) => perform(async (context) => (await actions()).showGrant(context, id)));

	grant
		.command('remove')
		.description('Takes a grant back. The last one who can grant stays.')
		.argument('<id>', 'the whole id, as grant list shows it')
		.addHelpText('after', examples('grant remove 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((id: string) => perform(async (context) => (await actions()).removeGrant(context, id)));
};
