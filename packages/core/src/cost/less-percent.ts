import { parseDecimal } from './fraction.js';

/**
 * Takes a percentage off a decimal price, exactly.
 *
 * @param usd a decimal as tables write it
 * @param percent a decimal above 0 and below 100
 * @returns the decimal that is left, or `undefined` where either is no decimal
 */
export function lessPercent(usd: string, percent: string): string | undefined {
	const price = parseDecimal(usd);
	const share = parseDecimal(percent);
	if (price === undefined || share === undefined) return undefined;
	// Denominators are powers of ten, and a hundredth is two more digits: what is left is a decimal too.
	const left = price.numerator * (100n * share.denominator - share.numerator);
	const places = String(price.denominator * share.denominator).length - 1 + 2;
	const digits = String(left).padStart(places + 1, '0');
	return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
}
