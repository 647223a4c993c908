import type { MachineType } from '../contracts/catalogue.js';
import type { Cost } from '../model/estimate.js';
import { machinePartsOf } from '../model/machine-part.js';
import type { Resource } from '../model/resource.js';
import type { Amounts } from '../model/resource-use.js';

/**
 * What a resource takes of quotas, by what the catalogue says of its machines. A cluster's pools are counted as large as
 * they may grow by themselves, since nobody asks again when they do; money is counted as it is estimated.
 *
 * @param machines the machine types that the catalogue knows, by the keys of `machinePartsOf`
 * @param cost `null` where no price was looked for
 */
export function amountsOf(resource: Resource, machines: ReadonlyMap<string, MachineType>, cost: Cost | null): Amounts {
	const parts = machinePartsOf(resource);
	const sum = (figure: 'vcpu_milli' | 'memory_mib'): number | null => {
		let total = 0;
		for (const { key, most } of parts) {
			const each = machines.get(key)?.[figure];
			if (each === undefined) return null;
			total += most * each;
		}
		return total;
	};
	return {
		count: resource.kind === 'vm' ? resource.count : 1,
		vcpu_milli: sum('vcpu_milli'),
		memory_mib: sum('memory_mib'),
		disk_gib: parts.reduce((total, { most, disk_gib }) => total + most * disk_gib, 0),
		hourly_micros: cost?.complete === true ? cost.hourly_micros : null,
		monthly_micros: cost?.complete === true ? cost.monthly_micros : null,
	};
}
