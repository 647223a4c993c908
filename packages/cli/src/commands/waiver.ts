import {
	environments,
	providerIds,
	resourceKinds,
	waiverCategories,
	waiverStandings,
} from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { WaiverListOptions, WaiverRequestOptions } from '../actions/waiver.js';
import { type Define, examples } from './definition.js';
import { moment } from './values.js';

const actions = () => import('../actions/waiver.js');

/** `portcullis waiver request | list | show | remove` */
export const waiverCommand: Define = (program, perform, io) => {
	const waiver = program.command('waiver').summary('waivers: lift one policy somewhere, for a time and for a reason');
	waiver.description(
		'Waivers: lift what one policy finds wrong, somewhere, for a reason and until a moment. The decision still shows it.',
	);

	waiver
		.command('request')
		.description(
			"Asks for a waiver. It waits in a session for the policy's owners, and never counts the approval of who asks.",
		)
		.argument('<policy>', 'such as security.encryption')
		.addOption(new Option('--provider <cloud>', 'in this cloud only').choices(providerIds))
		.option('--project <name>', 'in this project only')
		.addOption(new Option('--environment <name>', 'in this environment only').choices(environments))
		.addOption(new Option('--kind <kind>', 'for this kind of resource only').choices(resourceKinds))
		.option('--resource <pattern>', "for resources of this kind and name only: vm/web, 'vm/load-*'")
		.requiredOption('--reason <text>', 'why')
		.addOption(
			new Option('--category <category>', 'whether the risk is taken as it is, or something else makes up for it')
				.choices(waiverCategories)
				.makeOptionMandatory(),
		)
		.requiredOption('--owner <name>', 'the actor or the role that answers for it')
		.requiredOption(
			'--until <moment>',
			'when it ends: 7d, 12h, 2026-12-31 (its beginning, UTC); 90 days at most, unless the tenant says otherwise',
			moment(io.clock),
		)
		.addHelpText(
			'after',
			examples(
				'waiver request security.deletion_protection --project shop --kind vm --until 14d --category accepted --owner ben --reason "load test, torn down daily"',
				'waiver request cost.hourly_limit --project shop --resource vm/web --until 7d --category accepted --owner ben --reason "launch week"',
				'waiver request regions.allowed --project shop --until 2026-12-31 --category mitigated --owner CloudAdmin --reason "customer in Zurich"',
			),
		)
		.action((policy: string, options: WaiverRequestOptions) =>
			perform(async (context) => (await actions()).requestWaiver(context, policy, options)),
		);

	waiver
		.command('list')
		.description('Lists waivers: active ones, unused ones (they have lifted nothing for 30 days) and expired ones.')
		.addOption(new Option('--status <status...>', 'of these only').choices(waiverStandings))
		.option('--policy <policy>', 'of this policy only')
		.option('--project <name>', 'those narrowed to this project only')
		.addHelpText('after', examples('waiver list', 'waiver list --status unused', 'waiver list --project shop --json'))
		.action((options: WaiverListOptions) =>
			perform(async (context) => (await actions()).listWaivers(context, options)),
		);

	waiver
		.command('show')
		.description('Shows a waiver: what it lifts, why, until when, who asked for it and who approved it.')
		.argument('<id>', 'the whole id, which is that of its session')
		.addHelpText('after', examples('waiver show 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((id: string) => perform(async (context) => (await actions()).showWaiver(context, id)));

	waiver
		.command('remove')
		.description('Revokes a waiver before its time: whoever has can_manage_policies there, or its owner.')
		.argument('<id>', 'the whole id, as waiver list shows it')
		.addHelpText('after', examples('waiver remove 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((id: string) => perform(async (context) => (await actions()).removeWaiver(context, id)));
};
