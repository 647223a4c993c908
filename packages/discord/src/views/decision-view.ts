import { type Decision, type Deployment, deploymentTitle, presentDecision, type Suggestions } from '@portcullis/core';
import { type APIEmbed, ButtonStyle, ComponentType } from 'discord.js';
import type { Words } from '../i18n/words.js';
import type { Reply } from '../reply.js';
import { customId } from '../text/custom-id.js';
import { fit } from '../text/fit.js';
import { label } from '../text/safe-text.js';
import { answerColors } from './colors.js';
import { changeLines, priceLines, quotaLines, violationLines } from './decision-lines.js';
import { type AskedBy, suggestionButtons, suggestionKey, suggestionLines } from './suggestion-buttons.js';

/** A decision for who asked: denied, or only looked at. */
export interface DecisionDetail extends AskedBy {
	/** Under which name the request is remembered. */
	readonly recalled: string;
	readonly suggestions: Suggestions | null;
	/** Only looked at: then it can be asked for. */
	readonly checked: boolean;
}

/** Writes a decision that opened no session. */
export function decisionView(deployment: Deployment, decision: Decision, detail: DecisionDetail, words: Words): Reply {
	const lines = (texts: readonly string[], most: number) => fit(texts, most, words.more);
	const presented = presentDecision(decision);
	const suggestions = detail.suggestions === null ? '' : lines(suggestionLines(detail.suggestions, detail, words), 900);
	const parts: readonly (readonly [string, string])[] = [
		[words.changes, lines(changeLines(deployment.changes), 900)],
		[words.price, lines(priceLines(presented, words), 900)],
		[words.quotas, lines(quotaLines(presented), 700)],
		[words.suggestions, suggestions],
	];
	const embed: APIEmbed = {
		title: label(`${presented.verdict}: ${deploymentTitle(deployment)}`, 220),
		color: answerColors[decision.answer],
		description: lines(violationLines(decision.violations, detail.requester, words), 1800),
		fields: parts.filter(([, value]) => value !== '').map(([name, value]) => ({ name, value })),
		footer: { text: detail.checked ? words.checkOnly : words.deniedNote },
	};
	const ask = detail.checked && decision.answer !== 'deny';
	return {
		embeds: [embed],
		components: [
			...(ask
				? [
						{
							type: ComponentType.ActionRow as const,
							components: [
								{
									type: ComponentType.Button as const,
									style: ButtonStyle.Primary as const,
									label: words.request,
									custom_id: customId('ask', detail.recalled),
								},
							],
						},
					]
				: []),
			...suggestionButtons(detail.suggestions?.suggestions ?? [], words, (one) =>
				customId('use', detail.recalled, suggestionKey(one)),
			),
		],
	};
}
