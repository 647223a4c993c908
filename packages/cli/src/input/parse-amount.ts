import { misunderstood, type Understood, understood } from './input-problem.js';

const shape = /^\$?(\d{1,15})(?:\.(\d+))?(k|m)?(?: ?USD)?$/i;
const places = 6;

/**
 * Reads an amount of US dollars exactly: `500`, `0.0168`, `$12.50`, `2k`, `1.5m`, `500 USD`.
 *
 * @returns whole millionths of a dollar
 */
export function parseAmount(text: string): Understood<number> {
	const matched = shape.exec(text.trim());
	if (matched === null) {
		return misunderstood({
			message: 'must be an amount in US dollars of 0 or more, such as 500, 12.50 or 2k',
			received: text,
		});
	}
	const [, whole = '0', decimals = '', suffix = ''] = matched;
	const power = { '': 0, k: 3, m: 6 }[suffix.toLowerCase()] ?? 0;
	// As digits, never as a floating-point number: 0.1 + 0.2 has no place in a budget.
	const digits = decimals.replace(/0+$/, '').padEnd(places + power, '0');
	if (digits.length > places + power) {
		return misunderstood({ message: 'has a part smaller than a millionth of a US dollar', received: text });
	}
	const micros = BigInt(whole + digits);
	if (micros > BigInt(Number.MAX_SAFE_INTEGER)) {
		return misunderstood({ message: 'is more than 9 billion US dollars', received: text });
	}
	return understood(Number(micros));
}
