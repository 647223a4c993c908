import { providerIds } from '@portcullis/core/vocabulary';
import { Option } from 'commander';
import type { CostOptions } from '../actions/cost.js';
import { type Define, examples } from './definition.js';
import { countingNumber } from './values.js';

/** `portcullis cost` */
export const costCommand: Define = (program, perform) => {
	program
		.command('cost')
		.summary('what a file would cost, or what projects have cost')
		.description(
			'Prices all that a file asks for; no database is asked, and nothing is decided. The file has its project written out, as for synth, or --provider and --region say where it is. Without a file: what the projects have cost in this month (UTC) until now, and what the month will come to.',
		)
		.argument('[file]', 'a request in YAML or JSON; - is standard input')
		.addOption(new Option('--provider <name>', 'with a file: the cloud').choices(providerIds))
		.option('--region <region>', 'with a file: the region of what names none')
		.option('--hours <number>', 'with a file: for how many hours of a month it runs (1 to 730)', countingNumber)
		.option('--project <name>', 'without a file: of this project only')
		.addHelpText(
			'after',
			examples(
				'cost shop.yaml',
				'cost vm.yaml --provider gcp --region us-central1 --hours 200',
				'cost vm.yaml --provider gcp --region us-central1 --prices contract.yaml',
				'cost --project shop',
				'cost --json',
			),
		)
		.action((file: string | undefined, options: CostOptions) =>
			perform(async (context) => (await import('../actions/cost.js')).cost(context, file, options)),
		);
};
