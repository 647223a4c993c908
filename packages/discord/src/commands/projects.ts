import { presentProjectCost } from '@portcullis/core';
import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import { code } from '../text/safe-text.js';
import { listView } from '../views/list-view.js';
import { refusalView } from '../views/refusal-view.js';
import { define } from './define.js';

/** `/cloud-projects`: the projects, where they are and what they cost. */
export const projectsCommand: Command = {
	data: define('cloud-projects', 'List the projects that you may see, and what each has spent this month'),
	async run(interaction, bot, words) {
		const caller = callerOf(interaction);
		const projects = await bot.gate.projects.list(caller);
		if (projects.kind === 'refused') return refusalView(projects, words);
		const costs = await bot.gate.cost(caller);
		const byName = new Map(costs.kind === 'ok' ? costs.value.map((cost) => [cost.project, cost]) : []);
		const lines = projects.value.map(({ name, provider, environment, regions }) => {
			const cost = byName.get(name);
			const where = `${provider}, ${environment}, ${regions
				.slice(0, 4)
				.map((region) => code(region))
				.join(' ')}`;
			if (cost === undefined) return `${code(name)} ${where}`;
			const { all, budget } = presentProjectCost(cost);
			const money = words.thisMonth(all.accrued_usd, budget ?? words.noBudget);
			return `${code(name)} ${where}\n   ${money}`;
		});
		return lines.length === 0 ? { content: words.noProjects } : listView(words.projects, lines, words);
	},
};
