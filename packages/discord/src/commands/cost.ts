import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import { costView } from '../views/cost-view.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';
import { offerProjects } from './offers.js';
import { projectOption } from './options.js';

/** `/cloud-cost`: what projects have cost this month, and what the month will come to. */
export const costCommand: Command = {
	data: define('cloud-cost', 'Say what projects have cost this month, and will, by kind of resource', [
		projectOption(false),
	]),
	async run(interaction, bot, words) {
		const project = interaction.options.getString('project') ?? undefined;
		const costs = await bot.gate.cost(callerOf(interaction), project);
		if (costs.kind === 'refused') return refusalView(costs, words);
		return costs.value.length === 0 ? { content: words.noCosts } : costView(costs.value, bot.log, words);
	},
	offer: offerProjects,
};
