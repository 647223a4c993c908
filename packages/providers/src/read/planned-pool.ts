import type { PlannedResource } from '@portcullis/core';

/** Terraform resources that no mapping has taken yet. */
export class PlannedPool {
	readonly #left: Map<string, PlannedResource>;

	constructor(planned: readonly PlannedResource[]) {
		this.#left = new Map(planned.map((resource) => [resource.address, resource]));
	}

	/** Takes everything of a type, in the order of addresses. */
	takeType(type: string): PlannedResource[] {
		const taken = this.rest().filter((resource) => resource.type === type);
		for (const { address } of taken) this.#left.delete(address);
		return taken;
	}

	/**
	 * Takes what stands beside a resource under the same name, module and index, as ours do: a plan knows neither the
	 * ids nor the addresses that a new resource refers to, so the name is all there is.
	 */
	takeBeside(main: PlannedResource, type: string): PlannedResource | undefined {
		const module = main.address.slice(0, main.address.length - ownPart(main).length);
		const beside = this.#left.get(module + ownPart({ ...main, type }));
		if (beside !== undefined) this.#left.delete(beside.address);
		return beside;
	}

	/** Leaves something to others after all. */
	putBack(resource: PlannedResource): void {
		this.#left.set(resource.address, resource);
	}

	/** What nobody took, in the order of addresses. */
	rest(): PlannedResource[] {
		return [...this.#left.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
	}
}

function ownPart({ type, name, index }: PlannedResource): string {
	return `${type}.${name}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`;
}
