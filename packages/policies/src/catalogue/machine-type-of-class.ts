import type { MachineType, MachineUse, PriceQuery, ProviderId, SizeClass } from '@portcullis/core';
import { sizeClassOf } from '@portcullis/core';

/**
 * The series that a size class stands for: for any purpose (neither more memory nor more vCPU than usual), x86, of a
 * current generation, offered almost everywhere. Of databases also Arm: there nobody sees the difference.
 */
const families: Readonly<Record<MachineUse, Readonly<Record<ProviderId, RegExp>>>> = {
	vm: {
		gcp: /^(?:e2|n2)-(?:micro|small|medium|standard-\d+)$/,
		aws: /^(?:t3|m5|m6i|m7i)\.(?:micro|small|medium|large|\d*xlarge)$/,
		azure: /^Standard_(?:B(?:1|1m|2|2m|4m|8m|16m)s|D\d+s_v[35])$/,
	},
	database: {
		gcp: /^db-(?:f1-micro|g1-small|custom-\d+-\d+)$/,
		aws: /^db\.(?:t3|t4g|m5|m6g|m6i|m7g)\.(?:micro|small|medium|large|\d*xlarge)$/,
		azure: /^(?:B|GP|MO)_Standard_/,
	},
};

/** What a choice is made among. */
export interface Choice {
	readonly types: readonly string[];
	readonly machineType: (name: string) => MachineType | undefined;
	readonly usd: (query: PriceQuery) => string | undefined;
}

/**
 * The cheapest machine type of a size class with a price in the region; of two that cost the same the first by name.
 * `undefined` where there is none.
 */
export function machineTypeOfClass(
	provider: ProviderId,
	size: SizeClass,
	region: string,
	use: MachineUse,
	{ types, machineType, usd }: Choice,
): string | undefined {
	let cheapest: { readonly name: string; readonly price: number } | undefined;
	for (const name of [...types].sort()) {
		if (!families[use][provider].test(name)) continue;
		const { vcpu_milli, memory_mib } = machineType(name) ?? {};
		if (vcpu_milli === undefined || memory_mib === undefined || sizeClassOf(vcpu_milli, memory_mib) !== size) continue;
		const found = usd({ provider, service: use, type: name, region, engine: 'postgres' });
		const price = Number(found);
		if (found !== undefined && (cheapest === undefined || price < cheapest.price)) cheapest = { name, price };
	}
	return cheapest?.name;
}
