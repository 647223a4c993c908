import type { Ask } from './ask.js';

// Only who is asked waits for it to load.
const prompts = () => import('@clack/prompts');

/** Asks at the terminal that the process has. */
export const terminalAsk: Ask = {
	async choice(question, choices) {
		const { isCancel, select } = await prompts();
		const answer = await select({ message: question, options: choices.map((value) => ({ value, label: value })) });
		return isCancel(answer) ? null : answer;
	},
	async line(question, { fallback = '', check }) {
		const { isCancel, text } = await prompts();
		const answer = await text({
			message: question,
			placeholder: fallback,
			defaultValue: fallback,
			validate: (given) => check(given === undefined || given === '' ? fallback : given),
		});
		return isCancel(answer) ? null : answer;
	},
	async confirm(question) {
		const { confirm, isCancel } = await prompts();
		const answer = await confirm({ message: question });
		return isCancel(answer) ? null : answer;
	},
};
