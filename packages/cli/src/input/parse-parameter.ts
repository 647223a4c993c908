import { misunderstood, type Understood, understood } from './input-problem.js';
import { parseAmount } from './parse-amount.js';

/** Parameters of a policy, as they are put together from the command line. */
export type Parameters = Record<string, unknown>;

/**
 * Reads the parameters of a policy from `KEY=VALUE` texts. A dot in the key leads inward (`default_limits.vm=10`), a
 * value is JSON where it can be read as JSON and text otherwise, and a key that ends in `_usd` is an amount of dollars
 * that is handed on as `_micros` (`max_hourly_usd=0.50`).
 */
export function parseParameters(texts: readonly string[]): Understood<Parameters> {
	const parameters: Parameters = {};
	for (const text of texts) {
		const equals = text.indexOf('=');
		const keys = text.slice(0, Math.max(0, equals)).split('.');
		if (keys.some((key) => !/^[a-z][a-z0-9_]*$/i.test(key))) {
			return misunderstood({
				path: ['--param'],
				message: 'must be KEY=VALUE, such as default_limits.vm=10',
				received: text,
			});
		}
		const parsed = entryOf(keys, text.slice(equals + 1));
		if (parsed.kind === 'problems') return parsed;
		const { path, value } = parsed.value;
		if (!put(parameters, path, value)) {
			return misunderstood({ path: ['--param'], message: `says ${path.join('.')} twice`, received: text });
		}
	}
	return understood(parameters);
}

interface Entry {
	readonly path: readonly string[];
	readonly value: unknown;
}

function entryOf(keys: readonly string[], text: string): Understood<Entry> {
	const last = keys.at(-1) ?? '';
	if (!last.endsWith('_usd')) return understood({ path: keys, value: jsonOrText(text) });
	const amount = parseAmount(text);
	if (amount.kind === 'problems') {
		return { ...amount, problems: amount.problems.map((found) => ({ ...found, path: ['--param', ...keys] })) };
	}
	return understood({ path: [...keys.slice(0, -1), last.replace(/_usd$/, '_micros')], value: amount.value });
}

function jsonOrText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function put(into: Parameters, [key = '', ...inward]: readonly string[], value: unknown): boolean {
	if (inward.length === 0) {
		if (Object.hasOwn(into, key)) return false;
		into[key] = value;
		return true;
	}
	const inner = Object.hasOwn(into, key) ? into[key] : {};
	if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return false;
	into[key] = inner;
	return put(inner as Parameters, inward, value);
}
