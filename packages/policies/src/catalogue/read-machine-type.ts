import type { MachineType } from '@portcullis/core';
import { gpuCount } from './gpu-count.js';
import type { PriceRow } from './price-table.js';

/**
 * Reads a machine's figures from its row: vCPU in thousandths, memory in MiB (rounded), accelerators. A figure whose
 * cell is empty stays absent. The vCPU of gcp's shared-core types is what is billed, not the number of threads.
 *
 * @param withoutCards what an empty cell of accelerators means: 0 where the series has none; left out, it is not known
 * @throws PRICES_DAMAGED for a figure that is not a number above 0
 */
export function readMachineType(name: string, row: PriceRow, withoutCards?: 0): MachineType {
	const vcpu = figure(row, 'vcpu', 1000);
	const memory = figure(row, 'memoryGiB', 1024);
	const gpu = gpuCount(row.cell('gpu')) ?? withoutCards;
	return {
		name,
		...(vcpu !== undefined && { vcpu_milli: vcpu }),
		...(memory !== undefined && { memory_mib: memory }),
		...(gpu !== undefined && { gpu }),
	};
}

function figure(row: PriceRow, column: string, unit: number): number | undefined {
	const text = row.price(column);
	if (text === undefined) return undefined;
	const value = Math.round(Number(text) * unit);
	if (value <= 0) throw row.damaged(`${column} is ${text}`);
	return value;
}
