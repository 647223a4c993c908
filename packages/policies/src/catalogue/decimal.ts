/** An exact decimal: so many units of the last place. Prices are added as they are written, since 0.1 has no exact binary form. */
export interface Decimal {
	readonly units: bigint;
	readonly places: number;
}

/** Reads a decimal without sign or exponent, as tables and whole numbers are written. */
export function decimal(text: string): Decimal {
	const [whole = '', decimals = ''] = text.split('.');
	return { units: BigInt(whole + decimals), places: decimals.length };
}

/** Multiplies exactly. */
export function times(a: Decimal, b: Decimal): Decimal {
	return { units: a.units * b.units, places: a.places + b.places };
}

/** Adds exactly. */
export function plus(a: Decimal, b: Decimal): Decimal {
	const places = Math.max(a.places, b.places);
	const scaled = ({ units, places: own }: Decimal) => units * 10n ** BigInt(places - own);
	return { units: scaled(a) + scaled(b), places };
}

/** Writes a decimal without needless noughts: `0.0965`. */
export function decimalText({ units, places }: Decimal): string {
	const digits = String(units).padStart(places + 1, '0');
	if (places === 0) return digits;
	return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
}
