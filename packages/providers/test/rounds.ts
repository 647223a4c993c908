/** How often a property is tried: 1,000 times where faults are looked for at length, else `usually`. */
export function rounds(usually = 40): number {
	return Number(process.env.PORTCULLIS_FAULT_ROUNDS ?? 1) >= 50 ? 1000 : usually;
}
