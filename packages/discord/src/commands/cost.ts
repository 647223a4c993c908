import { callerOf } from '../caller-of.js';
import type { Command } from '../command.js';
import { amountText } from '../text/money.js';
import { code } from '../text/safe-text.js';
import { accruedText, costText, forecastText } from '../views/cost-text.js';
import { fieldsView } from '../views/list-view.js';
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
		if (costs.value.length === 0) return { content: words.noCosts };
		const fields = costs.value.map((cost) => {
			const { budget_micros, budget_percent, kinds } = cost;
			const spent = amountText(cost.accrued_micros, cost.complete);
			const budget =
				budget_micros === null ? [] : [words.budget(spent, amountText(budget_micros), String(budget_percent ?? '-'))];
			const byKind = kinds.map((kind) => words.costKind(words.kinds[kind.kind], accruedText(kind), forecastText(kind)));
			return {
				name: code(cost.project),
				value: [costText(cost, words), ...budget, ...byKind].join('\n').slice(0, 1024),
			};
		});
		return fieldsView(words.costTitle, fields, words);
	},
	offer: offerProjects,
};
