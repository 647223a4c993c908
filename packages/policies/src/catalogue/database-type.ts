import type { MachineType, ProviderId } from '@portcullis/core';
import type { PriceTables } from './open-price-tables.js';
import { readMachineType } from './read-machine-type.js';

const engines = ['postgres', 'mysql'] as const;

/**
 * Cloud SQL's own types: shared cores, those of n1 machines, and custom ones. Those of Enterprise Plus have no price here.
 * https://cloud.google.com/sql/docs/mysql/instance-settings
 */
const gcpShared = { 'db-f1-micro': 'f1-micro', 'db-g1-small': 'g1-small' } as const;
const gcpCustom = /^db-custom-(\d{1,3})-(\d{4,6})$/;
const gcpPredefined = /^db-n1-(standard|highmem)-(\d{1,2})$/;
const mibPerCpu = { standard: 3840, highmem: 6656 } as const;

/** Custom types that are listed, smallest first: the memory of n1 machines, since any other can be made. */
const gcpLadder = [1, 2, 4, 8, 16, 32, 64, 96].map((cpus) => `db-custom-${cpus}-${cpus * 3840}`);

/** Every type of database instance of a cloud that the catalogue has heard of. */
export function databaseTypes(provider: ProviderId, tables: PriceTables): readonly string[] {
	switch (provider) {
		case 'gcp':
			return [...Object.keys(gcpShared), ...gcpLadder];
		case 'aws':
			return [...new Set(tables('aws-db').names())];
		case 'azure':
			return [
				...new Set(
					tables('azure-db')
						.keys()
						.flatMap(([, , sku]) => (sku?.includes('_') ? [sku] : [])),
				),
			];
	}
}

/** What is known of a type of database instance; `undefined` for one that cannot exist, or that no table has. */
export function databaseType(provider: ProviderId, name: string, tables: PriceTables): MachineType | undefined {
	switch (provider) {
		case 'gcp':
			return gcpType(name, tables);
		case 'aws': {
			const row = engines.map((engine) => tables('aws-db').find(name, engine)).find((found) => found !== undefined);
			return row && readMachineType(name, row, 0);
		}
		case 'azure': {
			// A flexible server is one of azure's machines, with its tier before the name.
			const machine = /^(?:B|GP|MO)_(Standard_[A-Za-z0-9_]+)$/.exec(name)?.[1];
			const row = machine === undefined ? undefined : tables('azure-vm').find(machine);
			return row && readMachineType(name, row, 0);
		}
	}
}

function gcpType(name: string, tables: PriceTables): MachineType | undefined {
	if (isShared(name)) {
		const row = tables('gcp-vm').find(gcpShared[name]);
		return row && readMachineType(name, row, 0);
	}
	const figures = gcpFigures(name);
	return figures && { name, vcpu_milli: figures.cpus * 1000, memory_mib: figures.mib, gpu: 0 };
}

/** Whether a type of Cloud SQL shares its processor with others. */
export function isShared(name: string): name is keyof typeof gcpShared {
	return Object.hasOwn(gcpShared, name);
}

/** vCPU and MiB of memory of one of Cloud SQL's types that does not share its processor. */
export function gcpFigures(name: string): { readonly cpus: number; readonly mib: number } | undefined {
	const [, cpus, mib] = gcpCustom.exec(name) ?? [];
	if (cpus !== undefined && mib !== undefined) return customFigures(Number(cpus), Number(mib));
	const [, family, number] = gcpPredefined.exec(name) ?? [];
	if (family !== 'standard' && family !== 'highmem') return undefined;
	return sizes.has(Number(number)) ? { cpus: Number(number), mib: Number(number) * mibPerCpu[family] } : undefined;
}

const sizes: ReadonlySet<number> = new Set([1, 2, 4, 8, 16, 32, 64, 96]);

// 1 vCPU or an even number up to 96, of memory a multiple of 256 MiB from 0.9 to 6.5 GiB a vCPU and 3.75 GiB at least.
function customFigures(cpus: number, mib: number): { readonly cpus: number; readonly mib: number } | undefined {
	const canBe = cpus >= 1 && cpus <= 96 && (cpus === 1 || cpus % 2 === 0);
	const fits = mib >= 3840 && mib >= cpus * 0.9 * 1024 && mib <= cpus * 6.5 * 1024 && mib % 256 === 0;
	return canBe && fits ? { cpus, mib } : undefined;
}
