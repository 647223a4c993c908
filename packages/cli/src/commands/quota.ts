import type { ResourceKind } from '@portcullis/core';
import { Argument, type Command } from 'commander';
import type { QuotaOverrideOptions } from '../actions/quota.js';
import { kindNames } from './choices.js';
import { type Define, examples } from './definition.js';
import { moment, wholeNumber } from './values.js';

const actions = () => import('../actions/quota.js');

/** `portcullis quota add | override | list | remove` */
export const quotaCommand: Define = (program, perform, io) => {
	const quota = program.command('quota').summary('quotas: how many resources of a kind a project may have');
	quota.description('Quotas: how many resources of a kind a project may have.');

	about(quota.command('add').description('Sets the limit, whether there was one before or not.'))
		.addHelpText('after', examples('quota add shop vm 10'))
		.action((project: string, kind: string, limit: number) =>
			perform(async (context) => (await actions()).setQuota(context, project, kind, limit)),
		);

	about(quota.command('override').description('Sets another limit for a time; the standing one holds again after it.'))
		.requiredOption('--until <moment>', 'when it ends: 7d, 12h, 2026-12-31 (its beginning, UTC)', moment(io.clock))
		.requiredOption('--reason <text>', 'why')
		.addHelpText('after', examples('quota override shop vm 15 --until 7d --reason "load test"'))
		.action((project: string, kind: string, limit: number, options: QuotaOverrideOptions) =>
			perform(async (context) => (await actions()).overrideQuota(context, project, kind, limit, options)),
		);

	quota
		.command('list')
		.description('Lists quotas, with what is used of them.')
		.option('--project <name>', 'of this project only')
		.addHelpText('after', examples('quota list', 'quota list --project shop --json'))
		.action((options: { readonly project?: string }) =>
			perform(async (context) => (await actions()).listQuotas(context, options.project)),
		);

	quota
		.command('remove')
		.description('Takes the limit and any override away; the default of the binding holds again.')
		.argument('<project-or-id>', 'the project, or the id as quota list shows it')
		.addArgument(new Argument('[kind]', 'with a project: the kind of resource').choices(kindNames))
		.addHelpText('after', examples('quota remove shop vm', 'quota remove project:shop:vm:count'))
		.action((projectOrId: string, kind: ResourceKind | undefined) =>
			perform(async (context) => (await actions()).removeQuota(context, projectOrId, kind)),
		);
};

function about(command: Command): Command {
	return command
		.argument('<project>')
		.addArgument(new Argument('<kind>', 'the kind of resource').choices(kindNames))
		.argument('<limit>', 'how many at most', wholeNumber);
}
