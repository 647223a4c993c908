import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from 'cdktf';
import { isTokenNumber } from './token-number.js';

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * Replaces references by Terraform's text for them, and leaves out what is undefined.
 *
 * cdktf's own resolver makes a context object and runs four regular expressions for each string of the tree. Here
 * only what holds a token is handed to it; the rest is copied.
 */
export function resolveTokens(stack: TerraformStack, value: unknown): unknown {
	if (typeof value === 'string') return value.includes('{TfToken[') ? byCdktf(stack, value) : value;
	if (typeof value === 'number') return isTokenNumber(value) ? byCdktf(stack, value) : value;
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		if (value.some((item) => typeof item === 'string' && item.includes('#{TfToken['))) return byCdktf(stack, value);
		if (value.some((item) => typeof item === 'number' && isTokenNumber(item))) return byCdktf(stack, value);
		return value.map((item) => resolveTokens(stack, item)).filter((item) => item !== undefined);
	}
	if (Tokenization.isResolvable(value)) return byCdktf(stack, value);
	const entries: [string, unknown][] = [];
	for (const [key, item] of Object.entries(value)) {
		if (key.includes('{TfToken[')) return byCdktf(stack, value);
		const resolved = resolveTokens(stack, item);
		if (resolved !== undefined) entries.push([key, resolved]);
	}
	return Object.fromEntries(entries);
}

function byCdktf(stack: TerraformStack, value: unknown): unknown {
	return Tokenization.resolve(value, { scope: stack, resolver, preparing: false });
}
