// A bot's token; then the tokens that stand in the addresses of interactions and webhooks, which errors name.
const secrets: readonly (readonly [RegExp, string])[] = [
	[/[\w-]{18,}\.[\w-]{6}\.[\w-]{27,}/g, '***'],
	[/(\/(?:interactions|webhooks)\/\d+\/)[^/\s"?]+/g, '$1***'],
	[/("token":")[^"]+/g, '$1***'],
];

/** Takes tokens out of a text for the log: of the bot, of interactions, of webhooks. */
export function redact(text: string): string {
	return secrets.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}
