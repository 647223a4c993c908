import { parseAmount } from '../input/parse-amount.js';
import type { Ask } from '../io/ask.js';

/** The first project, as `init` was told or answered. */
export interface FirstProject {
	readonly name: string;
	readonly provider: string;
	readonly region: string;
	readonly account?: string;
	readonly environment?: string;
	/** Millionths of a US dollar a month. */
	readonly budget?: number;
}

/** What the questions are asked with: what the model and the catalogue know. */
export interface Knowledge {
	readonly providers: readonly string[];
	readonly environments: readonly string[];
	/** What is wrong with a project's name. */
	nameFault(name: string): string | undefined;
	/** Regions of a cloud, in order. */
	regions(provider: string): readonly string[];
	/** Regions that somebody may have meant. */
	nearestRegions(provider: string, region: string): readonly string[];
}

const usualRegions: Readonly<Record<string, string>> = { gcp: 'us-central1', aws: 'us-east-1', azure: 'eastus' };

/**
 * Asks for the first project. All is asked before anything is done.
 *
 * @returns `none` where there shall be none yet, `null` where somebody broke off
 */
export async function askFirstProject(ask: Ask, knowledge: Knowledge): Promise<FirstProject | 'none' | null> {
	const wanted = await ask.confirm('Add a first project (a cloud account, project or subscription) now?');
	if (wanted === null) return null;
	if (!wanted) return 'none';
	const name = await ask.line('What is it called?', { fallback: 'shop', check: (given) => knowledge.nameFault(given) });
	if (name === null) return null;
	const provider = await ask.choice('On which cloud is it?', knowledge.providers);
	if (provider === null) return null;
	const region = await ask.line('In which region does it stand, where a request names none?', {
		fallback: usualRegions[provider] ?? '',
		check: (given) => regionFault(given, provider, knowledge),
	});
	if (region === null) return null;
	const environment = await ask.choice('What is it for?', knowledge.environments);
	if (environment === null) return null;
	const budget = await ask.line('What may it cost a month, in US dollars? (Return: no budget)', {
		check: (given) => (given === '' ? undefined : budgetFault(given)),
	});
	if (budget === null) return null;
	const amount = parseAmount(budget);
	return {
		name,
		provider,
		region,
		environment,
		...(budget !== '' && amount.kind === 'understood' ? { budget: amount.value } : {}),
	};
}

function regionFault(given: string, provider: string, { regions, nearestRegions }: Knowledge): string | undefined {
	if (regions(provider).includes(given)) return undefined;
	const near = nearestRegions(provider, given);
	return `${provider} has no region ${given}${near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`}`;
}

function budgetFault(given: string): string | undefined {
	const parsed = parseAmount(given);
	return parsed.kind === 'understood' ? undefined : parsed.problems[0]?.message;
}
