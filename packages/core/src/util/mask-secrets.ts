/** What stands where a secret stood. */
const mask = '***';

// Fields whose text is a secret whatever it looks like.
const secretField = /(?:password|passwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)$/i;

/** Whether what a field of this name holds is a secret, whatever it looks like: `admin_password`, `api_key`. */
export function isSecretField(name: string): boolean {
	return secretField.test(name);
}

/*
 * What a secret looks like in a text. Each vendor says so itself: docs.aws.amazon.com/IAM (AKIA, ASIA),
 * docs.github.com (gh?_, github_pat_), docs.gitlab.com (glpat-), api.slack.com (xox?-), cloud.google.com (AIza),
 * docs.stripe.com (sk_live_), RFC 7519 (a token of three parts), RFC 7468 (a key in its frame).
 */
const shapes: readonly (readonly [shape: RegExp, instead: string])[] = [
	[/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, mask],
	[/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*):[^\s/@]+@/gi, `$1:${mask}@`],
	[/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/-]{16,}=*/gi, `$1 ${mask}`],
	[/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, mask],
	[
		/\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abeprs]-[\w-]{10,}|AIza[\w-]{35}|sk_live_\w{16,})/g,
		mask,
	],
	[/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g, mask],
	// Discord's bot tokens: an id, a time and a signature.
	[/\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}/g, mask],
	[
		/\b([\w-]*(?:password|passwd|pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|account[_-]?key))(["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&"']+)/gi,
		`$1$2${mask}`,
	],
];

/**
 * Puts `***` in the place of passwords, keys and tokens, wherever they stand in a value that is plain JSON: what a field
 * called `password`, `secret`, `token` and the like holds, and what has the shape of a secret inside of any text. For
 * what is kept for good and shown to many. It finds what is recognisable, and no more.
 *
 * @example
 * ```ts
 * import { maskSecrets } from '@portcullis/core';
 *
 * console.log(maskSecrets({ reason: 'postgres://ada:hunter2@db/x is down' })); // { reason: 'postgres://ada:***@db/x is down' }
 * ```
 */
export function maskSecrets<Value>(value: Value): Value {
	// What comes back has the shape of what went in: only texts are replaced, by texts.
	return masked(value, '') as Value;
}

function masked(value: unknown, field: string): unknown {
	if (typeof value === 'string') return isSecretField(field) && value !== '' ? mask : maskedText(value);
	if (Array.isArray(value)) return value.map((item) => masked(item, field));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, key)]));
}

function maskedText(text: string): string {
	return shapes.reduce((rest, [shape, instead]) => rest.replace(shape, instead), text);
}
