import type { PriceTableName } from './price-table-layout.js';

/** Regions of aws that the table takes from A2 wherever a row names it. */
const a2Regions = new Set(['us-east-1', 'us-gov-east-1', 'us-gov-west-1']);

/** Regions of azure that the table takes from Z9 wherever a row names it. */
const z9Regions = new Set(['belgiumcentral', 'francecentral', 'northeurope', 'swedencentral', 'westeurope']);

/**
 * Says which sources a cell comes from, where a row names several. The rules are those by which the tables were made
 * (prices/README.md): in aws-vm by region A2 or A1; in azure-vm by region Z9 or the rest. Z1 and Z2 cannot be told
 * apart within a row, because single cells of Z1 were replaced by Z2's: both are named.
 *
 * @param sources the row's column `src`: `A1+A2`
 * @returns one code, or all from which the cell may be
 */
export function cellSources(table: PriceTableName, sources: string, region: string): readonly string[] {
	const codes = sources.split('+');
	if (table === 'aws-vm') return prefer(codes, 'A2', a2Regions.has(region));
	if (table === 'azure-vm') return prefer(codes, 'Z9', z9Regions.has(region));
	return codes;
}

function prefer(codes: readonly string[], newer: string, here: boolean): readonly string[] {
	const chosen = codes.filter((code) => (code === newer) === here);
	return chosen.length > 0 ? chosen : codes;
}
