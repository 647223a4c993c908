import { databaseEngines, priceServices, providerIds, resourceKinds } from '@portcullis/core/vocabulary';
import { Argument, Option } from 'commander';
import type { PriceWords } from '../actions/prices.js';
import { type Define, examples } from './definition.js';

const what = [...new Set([...priceServices, ...resourceKinds])];

/** `portcullis prices` */
export const pricesCommand: Define = (program, perform) => {
	program
		.command('prices')
		.summary('look a price up, or list where prices come from')
		.description(
			'Looks a list price up, or your own where there is one, with its source and day; says where it looked where none is known, and what you may have meant. Without arguments, lists the sources of prices and their age. No database is asked.',
		)
		.addArgument(new Argument('[provider]', 'the cloud').choices(providerIds))
		.addArgument(new Argument('[kind]', 'what is bought').choices(what))
		.argument('[type]', "the cloud's own name: e2-small, gp3, E4-LRS, nat-gateway")
		.argument('[region]', "the cloud's own name: us-central1")
		.addOption(new Option('--engine <name>', 'of a database').choices(databaseEngines).default('postgres'))
		.addHelpText(
			'after',
			examples(
				'prices gcp vm e2-small us-central1',
				'prices aws database db.t3.medium us-east-1 --engine mysql',
				'prices azure disk E4-LRS eastus --json',
				'prices',
			),
		)
		.action(
			(
				provider: PriceWords['provider'] | undefined,
				kind: PriceWords['kind'] | undefined,
				type: string | undefined,
				region: string | undefined,
				{ engine }: Pick<PriceWords, 'engine'>,
			) =>
				perform(async (context) => {
					const { findPrice, listPriceSources, priceIncomplete } = await import('../actions/prices.js');
					if (provider === undefined) return listPriceSources(context);
					if (kind === undefined || type === undefined || region === undefined) return priceIncomplete();
					return findPrice(context, { provider, kind, type, region, engine });
				}),
		);
};
