/** An exact amount: prices are multiplied and divided as whole numbers, because 0.1 has no exact binary form. */
export interface Fraction {
	readonly numerator: bigint;
	/** Above 0. */
	readonly denominator: bigint;
}

/**
 * Reads a decimal as tables write prices: digits, and after a point more digits. No sign, no exponent, no space.
 *
 * @returns the exact amount, or `undefined` for any other text, for one past 40 characters too
 */
export function parseDecimal(text: string): Fraction | undefined {
	const match = text.length <= 40 ? /^(\d+)(?:\.(\d+))?$/.exec(text) : null;
	if (match === null) return undefined;
	const [, whole = '', decimals = ''] = match;
	return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
}

/** Multiplies exactly. Turn the second one over to divide. */
export function multiply(a: Fraction, b: Fraction): Fraction {
	return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** A whole number, 0 or more, as an exact amount. */
export function whole(count: number): Fraction {
	return { numerator: BigInt(count), denominator: 1n };
}

/**
 * Rounds an amount in US dollars, 0 or more, to millionths, half up.
 *
 * @returns micros, or `undefined` where a number cannot hold them exactly (past nine billion dollars)
 */
export function toMicros(usd: Fraction): number | undefined {
	const doubled = 2n * usd.numerator * 1_000_000n + usd.denominator;
	const micros = Number(doubled / (2n * usd.denominator));
	return Number.isSafeInteger(micros) ? micros : undefined;
}
