import type { PlannedResource } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { textAt, valueAt } from '../read/value-at.js';
import { ownName } from './read-azure.js';

const type = 'azurerm_network_interface';

/** The network interfaces of a machine. */
export interface TakenCards {
	readonly cards: readonly PlannedResource[];
	/** Why it may have others than these, where it may. */
	readonly fault: string | undefined;
}

/**
 * Takes the network interfaces of all machines: those whose ids a machine names, or the one of the same name, as ours
 * have. Of others a name is a guess, so that it holds only where no other interface is left that may be theirs.
 *
 * @returns by address of the machine
 */
export function takeCards(planned: PlannedPool, machines: readonly PlannedResource[]): ReadonlyMap<string, TakenCards> {
	const taken = machines.map((machine) => ({ machine, cards: cardsOf(planned, machine) }));
	const left = planned.rest().find((resource) => resource.type === type);
	return new Map(
		taken.map(({ machine, cards }) => {
			const ids = valueAt(machine.values, 'network_interface_ids');
			const isGuess = ownName(machine) === undefined && idsOf(machine) === undefined;
			const fault =
				cards.length > 1 || (Array.isArray(ids) && ids.length > 1)
					? 'public_ip: it has more than one network interface'
					: isGuess && left !== undefined
						? `public_ip: the plan does not say whether ${left.address} is its network interface`
						: undefined;
			return [machine.address, { cards, fault }];
		}),
	);
}

function cardsOf(planned: PlannedPool, machine: PlannedResource): PlannedResource[] {
	const ids = idsOf(machine);
	const beside = planned.takeBeside(machine, type);
	const byName = ids === undefined || (ownName(machine) !== undefined && textAt(beside?.values, 'id') === undefined);
	if (beside !== undefined && !byName) planned.putBack(beside);
	const named = planned.takeType(
		type,
		({ values }) => ids?.includes(textAt(values, 'id')?.toLowerCase() ?? '') === true,
	);
	return [...(beside !== undefined && byName ? [beside] : []), ...named];
}

// A plan leaves out ids that it does not know, or the whole list of them.
function idsOf({ values }: PlannedResource): readonly string[] | undefined {
	const ids = valueAt(values, 'network_interface_ids');
	if (!Array.isArray(ids) || ids.length === 0) return undefined;
	return ids.every((id) => typeof id === 'string') ? ids.map((id: string) => id.toLowerCase()) : undefined;
}
