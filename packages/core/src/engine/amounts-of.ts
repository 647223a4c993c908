import type { MachineType } from '../contracts/catalogue.js';
import type { Cost } from '../model/estimate.js';
import type { Resource } from '../model/resource.js';
import type { Amounts } from '../model/resource-use.js';

/**
 * What a resource takes of quotas, by what the catalogue says of it. The one place that knows: a new kind of resource
 * needs a case here, and nothing else about quotas.
 *
 * @param machine `undefined` where the catalogue does not know the machine type
 * @param cost `null` where no price was looked for
 */
export function amountsOf(resource: Resource, machine: MachineType | undefined, cost: Cost | null): Amounts {
	const money = {
		hourly_micros: cost?.complete === true ? cost.hourly_micros : null,
		monthly_micros: cost?.complete === true ? cost.monthly_micros : null,
	};
	switch (resource.kind) {
		case 'vm':
			return {
				count: resource.count,
				vcpu_milli: times(resource.count, machine?.vcpu_milli),
				memory_mib: times(resource.count, machine?.memory_mib),
				disk_gib: resource.count * resource.disk.size_gib,
				...money,
			};
	}
}

function times(count: number, figure: number | undefined): number | null {
	return figure === undefined ? null : count * figure;
}
