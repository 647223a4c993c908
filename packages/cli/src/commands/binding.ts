import { environments, levels, providerIds, resourceKinds, subjectKinds } from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { BindingAddOptions } from '../actions/binding.js';
import { type Define, examples } from './definition.js';
import { collect, collectList, countingNumber, moment } from './values.js';

const actions = () => import('../actions/binding.js');

/** `portcullis binding add | list | show | remove` */
export const bindingCommand: Define = (program, perform, io) => {
	const binding = program.command('binding').summary('bindings: which policies hold, where, and how much they count');
	binding.description('Bindings: which policies hold, where, with which parameters, and how much they count.');

	binding
		.command('add')
		.description(
			'Binds a policy, or every policy of a pattern. What a soft one does not pass goes to its owners for approval; a hard one denies. Where several hold, the most specific judges: docs/bindings.md says which that is.',
		)
		.argument('<policy>', "such as cost.hourly_limit, or a pattern such as 'security.*' (* is any run of characters)")
		.addOption(new Option('--level <level>', 'how much it counts').choices(levels).makeOptionMandatory())
		.option(
			'--param <key=value>',
			'a parameter; dots lead inward, _usd is an amount in dollars; can be given several times',
			collect,
		)
		.addOption(new Option('--provider <cloud>', 'for this cloud only').choices(providerIds))
		.option('--project <name>', 'for this project only')
		.addOption(new Option('--environment <name>', 'for this environment only').choices(environments))
		.addOption(new Option('--kind <kind>', 'for this kind of resource only').choices(resourceKinds))
		.option('--resource <pattern>', "for resources of this kind and name only: 'vm/prod-*', '*/db-?'")
		.option(
			'--from <moment>',
			'from then on: 12h, 2026-12-24, 2026-12-24T18:00Z; at once if left out',
			moment(io.clock),
		)
		.option('--until <moment>', 'until then: 7d, 2027-01-02; for good if left out', moment(io.clock))
		.addOption(
			new Option('--subject <subject>', 'what to judge, where the policy can judge several').choices(subjectKinds),
		)
		.option(
			'--owner <roles>',
			'the roles that approve, in stages in this order; whoever has can_approve if left out',
			collectList,
		)
		.option('--quorum <people>', 'how many of each stage must approve; 1 if left out', countingNumber)
		.option('--requester-counts', "the requester's own approval counts")
		.addHelpText(
			'after',
			examples(
				'binding add cost.hourly_limit --level soft --param max_hourly_usd=0.50 --project shop',
				'binding add quotas.count --level hard --param default_limits.vm=5 --environment production',
				'binding add cost.price_known --level hard',
				"binding add 'security.p*' --level soft --owner SecurityLead --resource 'vm/prod-*'",
				'binding add approvals.production --level soft --from 2026-12-20 --until 2027-01-04',
			),
		)
		.action((policy: string, options: BindingAddOptions) =>
			perform(async (context) => (await actions()).addBinding(context, policy, options)),
		);

	binding
		.command('list')
		.description("Lists the tenant's bindings.")
		.addHelpText('after', examples('binding list', 'binding list --json'))
		.action(() => perform(async (context) => (await actions()).listBindings(context)));

	binding
		.command('show')
		.description('Shows a binding: what it binds, where and when, with which parameters, and who approves.')
		.argument('<id>', 'the whole id, as binding list shows it')
		.addHelpText('after', examples('binding show 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((id: string) => perform(async (context) => (await actions()).showBinding(context, id)));

	binding
		.command('remove')
		.description('Unbinds a policy.')
		.argument('<id>', 'the whole id, as binding list shows it')
		.addHelpText('after', examples('binding remove 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a'))
		.action((id: string) => perform(async (context) => (await actions()).removeBinding(context, id)));
};
