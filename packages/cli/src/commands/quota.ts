import { measureWords, quotaPeriods, type ResourceKind, resourceKinds } from '@portcullis/core/vocabulary';
import { Argument, type Command, Option } from 'commander';
import type { QuotaOptions, QuotaOverrideOptions } from '../actions/quota.js';
import { type Define, examples } from './definition.js';
import { moment } from './values.js';

const actions = () => import('../actions/quota.js');

type Kind = ResourceKind | 'all';

/** `portcullis quota add | override | list | show | remove | time-zone` */
export const quotaCommand: Define = (program, perform, io) => {
	const quota = program.command('quota').summary('quotas: how much a project, an actor or all may have');
	quota.description(
		'Quotas: how many resources, vCPU, GiB and US dollars a project, an actor or the whole tenant may have, or add in a window of time.',
	);

	about(quota.command('add').alias('set').description('Sets the limit, whether there was one before or not.'))
		.addHelpText(
			'after',
			examples(
				'quota add shop vm 10',
				'quota set shop all 64 --measure vcpu',
				'quota set actor:ada vm 3 --per day',
				'quota set tenant all 5000 --measure monthly',
			),
		)
		.action((owner: string, kind: Kind, limit: string, options: QuotaOptions) =>
			perform(async (context) => (await actions()).setQuota(context, owner, kind, limit, options)),
		);

	about(quota.command('override').description('Sets another limit for a time; the standing one holds again after it.'))
		.requiredOption('--until <moment>', 'when it ends: 7d, 12h, 2026-12-31 (its beginning, UTC)', moment(io.clock))
		.requiredOption('--reason <text>', 'why')
		.addHelpText(
			'after',
			examples(
				'quota override shop vm 15 --until 7d --reason "load test"',
				'quota override actor:ada vm 9 --per day --until 12h --reason workshop',
			),
		)
		.action((owner: string, kind: Kind, limit: string, options: QuotaOverrideOptions) =>
			perform(async (context) => (await actions()).overrideQuota(context, owner, kind, limit, options)),
		);

	quota
		.command('list')
		.description('Lists quotas, with what is used of them now.')
		.option('--project <name>', 'of this project only')
		.addHelpText('after', examples('quota list', 'quota list --project shop --json'))
		.action((options: { readonly project?: string }) =>
			perform(async (context) => (await actions()).listQuotas(context, options.project)),
		);

	one(quota.command('show').description('Shows one quota: what is used, held and left of it, and until when.'))
		.addHelpText('after', examples('quota show shop vm', 'quota show tenant:all:monthly_micros'))
		.action((ownerOrId: string, kind: Kind | undefined, options: QuotaOptions) =>
			perform(async (context) => (await actions()).showQuota(context, ownerOrId, kind, options)),
		);

	one(
		quota
			.command('remove')
			.description(
				"Takes the limit and any override away; for what a project has of a kind, the binding's default holds again.",
			),
	)
		.addHelpText('after', examples('quota remove shop vm', 'quota remove actor:ada:vm:count:day'))
		.action((ownerOrId: string, kind: Kind | undefined, options: QuotaOptions) =>
			perform(async (context) => (await actions()).removeQuota(context, ownerOrId, kind, options)),
		);

	quota
		.command('time-zone')
		.description('Sets the time zone in which days, weeks and months of quotas begin. It refills nothing.')
		.argument('<zone>', 'its IANA name, such as Europe/Berlin')
		.addHelpText('after', examples('quota time-zone Europe/Berlin'))
		.action((zone: string) => perform(async (context) => (await actions()).setTimeZone(context, zone)));
};

function about(command: Command): Command {
	return narrowed(
		command
			.argument('<owner>', 'whose: a project, actor:NAME, or tenant')
			.addArgument(new Argument('<kind>', 'the kind of resource, or all').choices([...resourceKinds, 'all']))
			.argument('<limit>', 'the most: a number of resources, of vCPU or of GiB, or US dollars'),
	);
}

function one(command: Command): Command {
	return narrowed(
		command
			.argument('<owner-or-id>', 'the owner, or the id as quota list shows it')
			.addArgument(
				new Argument('[kind]', 'with an owner: the kind of resource, or all').choices([...resourceKinds, 'all']),
			),
	);
}

function narrowed(command: Command): Command {
	return command
		.addOption(
			new Option('--measure <what>', 'what is counted; the last two are US dollars')
				.choices(Object.keys(measureWords))
				.default('count'),
		)
		.addOption(
			new Option('--per <window>', 'counts what is added in each window, not what stands').choices(quotaPeriods),
		);
}
