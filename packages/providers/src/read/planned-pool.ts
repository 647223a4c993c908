import type { PlannedResource } from '@portcullis/core';
import { partsOf } from '../cdk/part-id.js';

/** A block that is a part of a resource. */
export interface PlannedPart {
	readonly resource: PlannedResource;
	/** The parts of its name behind those that were asked for. */
	readonly rest: readonly string[];
}

/** Terraform resources that no mapping has taken yet. */
export class PlannedPool {
	readonly #all: readonly PlannedResource[];
	readonly #byType = new Map<string, PlannedResource[]>();
	readonly #left: Map<string, PlannedResource>;

	constructor(planned: readonly PlannedResource[]) {
		// In order once, and by type: a plan of ten thousand buckets asks for a type as often.
		this.#all = [...planned].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
		this.#left = new Map(this.#all.map((resource) => [resource.address, resource]));
		for (const resource of this.#all) {
			const own = this.#byType.get(resource.type);
			if (own === undefined) this.#byType.set(resource.type, [resource]);
			else own.push(resource);
		}
	}

	/** Everything of a type, taken or not: what another resource refers to belongs to another mapping. */
	ofType(type: string): readonly PlannedResource[] {
		return this.#byType.get(type) ?? [];
	}

	/** Takes what is of a type and fits, in the order of addresses. */
	takeType(type: string, fits: (resource: PlannedResource) => boolean = () => true): PlannedResource[] {
		const taken = this.ofType(type).filter((resource) => this.#left.has(resource.address) && fits(resource));
		for (const { address } of taken) this.#left.delete(address);
		return taken;
	}

	/**
	 * Takes what stands beside a resource under the same name, module and index, as ours do: a plan knows neither the
	 * ids nor the addresses that a new resource refers to, so the name is all there is.
	 */
	takeBeside(main: PlannedResource, type: string): PlannedResource | undefined {
		const beside = this.#left.get(moduleOf(main) + ownPart({ ...main, type }));
		if (beside !== undefined) this.#left.delete(beside.address);
		return beside;
	}

	/**
	 * Takes the parts of a resource that are blocks of their own, such as the subnets of a network, by the names that
	 * {@link partId} gave them, in the order of addresses.
	 *
	 * @returns each with the rest of its name's parts: `['apps']` of `network_main_apps`
	 */
	takeParts(main: PlannedResource, type: string, ...parts: readonly string[]): PlannedPart[] {
		const module = moduleOf(main);
		return this.ofType(type).flatMap((resource) => {
			const own = partsOf(resource.name);
			if (!this.#left.has(resource.address) || moduleOf(resource) !== module || own.length <= parts.length) return [];
			if (parts.some((part, index) => own[index] !== part)) return [];
			this.#left.delete(resource.address);
			return [{ resource, rest: own.slice(parts.length) }];
		});
	}

	/** Leaves something to others after all. */
	putBack(resource: PlannedResource): void {
		this.#left.set(resource.address, resource);
	}

	/** What nobody took, in the order of addresses. */
	rest(): PlannedResource[] {
		return this.#all.filter(({ address }) => this.#left.has(address));
	}
}

function moduleOf(resource: PlannedResource): string {
	return resource.address.slice(0, resource.address.length - ownPart(resource).length);
}

function ownPart({ type, name, index }: PlannedResource): string {
	return `${type}.${name}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`;
}
