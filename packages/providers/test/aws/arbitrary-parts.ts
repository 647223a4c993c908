import fc from 'fast-check';

/** Names of resources. */
export const name = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

const allowed = /^[\p{L}\p{N} _.:/=+\-@]{0,40}$/u;
const free = fc
	.stringMatching(allowed)
	.map((text) => text.normalize('NFC'))
	.filter((text) => allowed.test(text));
const refused = /^(?: |aws:|Name$|managed-by$|portcullis-|(?:kubernetes\.io|k8s\.io|eks)[:/]|__proto__$)|^$/i;

/** Tags that aws accepts. */
export const tags = fc
	.uniqueArray(fc.tuple(free, free), { maxLength: 4, selector: ([key]) => key })
	.map((entries) => Object.fromEntries(entries.filter(([key]) => !refused.test(key))));
