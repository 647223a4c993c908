import type { MachineType } from '../contracts/catalogue.js';
import type { Cost } from '../model/estimate.js';
import { machinePartsOf } from '../model/machine-part.js';
import type { Resource } from '../model/resource.js';
import type { Amounts } from '../model/resource-use.js';

/** Fields that say how many machines there are. */
const numbers = ['count', 'high_availability', 'node_pools'];

/**
 * What a resource takes of quotas, by what the catalogue says of its machines. A cluster's pools are counted as large as
 * they may grow by themselves, since nobody asks again when they do; money is counted as it is estimated.
 *
 * @param machines the machine types that the catalogue knows, by the keys of `machinePartsOf`
 * @param cost `null` where no price was looked for
 * @param of what it is called, where that is not its own address, and which fields are not known: nothing is counted by
 * what the resource has there
 */
export function amountsOf(
	resource: Resource,
	machines: ReadonlyMap<string, MachineType>,
	cost: Cost | null,
	of: { readonly address?: string; readonly unknown?: readonly string[] } = {},
): Amounts {
	const { address, unknown = [] } = of;
	const parts = machinePartsOf(resource, address);
	const isUnknown = (...fields: readonly string[]) => fields.some((field) => unknown.includes(field));
	const sum = (figure: 'vcpu_milli' | 'memory_mib'): number | null => {
		if (isUnknown('size', ...numbers)) return null;
		let total = 0;
		for (const { key, most } of parts) {
			const each = machines.get(key)?.[figure];
			if (each === undefined) return null;
			total += most * each;
		}
		return total;
	};
	return {
		count: isUnknown('count') ? null : resource.kind === 'vm' ? resource.count : 1,
		vcpu_milli: sum('vcpu_milli'),
		memory_mib: sum('memory_mib'),
		disk_gib: isUnknown('disk', ...numbers)
			? null
			: parts.reduce((total, { most, disk_gib }) => total + most * disk_gib, 0),
		hourly_micros: cost?.complete === true ? cost.hourly_micros : null,
		monthly_micros: cost?.complete === true ? cost.monthly_micros : null,
	};
}
