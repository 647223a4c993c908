/**
 * Leaves out the passwords of URLs, in whatever is said about what was typed. A copy in small of what core does to the
 * history: core is not loaded for a mistyped command.
 */
export function withoutPasswords(text: string): string {
	return text
		.replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*):[^\s/]*@/gi, '$1:***@')
		.replace(/([?&](?:password|sslkey|sslpassword)=)[^\s&'"]*/gi, '$1***');
}
