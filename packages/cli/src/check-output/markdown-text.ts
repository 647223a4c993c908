import { harmless } from '../render/harmless.js';

// What GitHub and GitLab link beside markup: people, issues, merge requests, labels, milestones, addresses of the web.
const references = /[@#!~%$&](?=\w)|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-\d)/gi;

/**
 * Writes a text that people gave so that Markdown of GitHub and GitLab shows it as it is, on one line, also in a table:
 * every sign that could be markup is written as an entity. What would call somebody (`@name`), point to an issue
 * (`#1`, `GH-1`) or become a link is broken up by a space without width.
 */
export function markdownText(text: string): string {
	const line = text
		.split(/\r\n|\r|\n/)
		.map(harmless)
		.join(' ');
	return entities(line.replace(references, (start) => `${start}\u200b`));
}

/** The same for a name that is shown as code, where nothing calls anybody and it can be copied as it is. */
export function markdownCode(text: string): string {
	return `<code>${entities(harmless(text))}</code>`;
}

function entities(text: string): string {
	return text.replace(/[!-/:-@[-`{-~\u200b]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
