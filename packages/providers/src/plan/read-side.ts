import type {
	KnownFields,
	PlannedBlock,
	PlannedResource,
	PlannedSide,
	Project,
	ProviderId,
	ReadResource,
	Resource,
} from '@portcullis/core';
import { fromTerraform } from '../from-terraform.js';
import { marksOf } from '../read/marks-of.js';
import { valueAt } from '../read/value-at.js';
import { isMissing, putIn } from './put-in.js';
import type { BlockDetails } from './read-block.js';
import { type StandIn, standIns } from './stand-ins.js';

/** One side of a plan, in words of the model. */
export interface ReadSide {
	readonly resources: readonly (PlannedSide & { readonly resource: Resource; readonly addresses: readonly string[] })[];
	/** Why what is no resource of the model is none, by Terraform's address. */
	readonly unmapped: ReadonlyMap<string, string>;
}

/** A resource of one side: with the values that it has there, and the region that was found for it. */
export interface SideBlock extends BlockDetails {
	readonly block: PlannedBlock;
	readonly values: Readonly<Record<string, unknown>>;
}

// A place that no cloud has, in the form that every reader takes for a region.
const nowhere = ['unknown-place1', 'unknown-place2'] as const;

/**
 * Reads one side of a plan. The readers of providers take what is known as a whole, or not at all; where a plan leaves
 * something open, stand-ins are put there, and all is read twice with unlike ones. What differs is not known.
 */
export async function readSide(blocks: readonly SideBlock[], project: Project | undefined): Promise<ReadSide> {
	const types = new Map(blocks.map(({ block }) => [block.address, block.type]));
	const applied = new Map<string, Set<StandIn>>();
	const open = openIn(blocks);
	const marks = marksOf(blocks.map(({ block, values }) => ({ ...block, values })));
	for (const side of blocks) {
		const { block } = side;
		const values = withRegion(side, 0);
		const isOurs = marks.of({ addresses: [block.address] }).project !== undefined;
		// Of what Portcullis wrote the names say what a plan leaves open. But anybody can write our tags: what the
		// configuration sets to something that is not known was not written by Portcullis.
		const missing = (standIns.get(block.type) ?? []).filter(
			({ path, linked }) =>
				isMissing(values, path) && (!isOurs || (linked !== true && valueAt(side.expressions, ...path) !== undefined)),
		);
		if (missing.length > 0) applied.set(block.address, new Set(missing));
	}
	for (;;) {
		const [first, second] = [await readWith(blocks, applied, 0, project), await readWith(blocks, applied, 1, project)];
		const reasons = new Map([...second.unmapped, ...first.unmapped].map(({ address, reason }) => [address, reason]));
		if (!addNeeded(types, applied, reasons))
			return merged(types, first.resources, second.resources, reasons, applied, open);
	}
}

function readWith(
	blocks: readonly SideBlock[],
	applied: ReadonlyMap<string, ReadonlySet<StandIn>>,
	run: 0 | 1,
	project: Project | undefined,
) {
	const beside: PlannedResource[] = [];
	const planned = blocks.map((side): PlannedResource => {
		const { address, type, name, index } = side.block;
		let values = withRegion(side, run);
		for (const standIn of applied.get(address) ?? []) {
			const { path, values: pair } = standIn;
			const [a, b] = typeof pair === 'function' ? pair(address) : (pair ?? []);
			if (pair !== undefined) values = putIn(values, path, run === 0 ? a : b) ?? values;
			const other = standIn.beside?.(address)[run];
			if (other !== undefined) beside.push(other);
		}
		return { address, type, name, ...(index === undefined ? {} : { index }), values };
	});
	return fromTerraform([...planned, ...beside], {
		name: project?.name ?? 'plan',
		provider: 'gcp',
		environment: project?.environment ?? 'development',
		...(project?.account === undefined ? {} : { account: project.account }),
		region: nowhere[run],
		regions: [nowhere[run]],
	});
}

/** Values with the region that was found, where they lack one: the readers would take the project's. */
function withRegion({ block, values, zone }: SideBlock, run: 0 | 1): Readonly<Record<string, unknown>> {
	const { provider, type, region } = block;
	if (provider === null || region === null) return values;
	const place = region.region ?? nowhere[run];
	const lacks = (key: string) => values[key] === undefined || values[key] === null;
	if (type === 'google_compute_instance') {
		return lacks('zone') ? { ...values, zone: zone ?? `${place}-${run === 0 ? 'a' : 'b'}` } : values;
	}
	const attribute = attributeOf(provider, type);
	return lacks(attribute) ? { ...values, [attribute]: zone ?? place } : values;
}

function attributeOf(provider: ProviderId, type: string): 'region' | 'location' {
	const located = ['google_storage_bucket', 'google_container_cluster', 'google_container_node_pool'];
	return provider === 'azure' || located.includes(type) ? 'location' : 'region';
}

/** Applies what may stand in for the fields that readers stumbled on; says whether there was any. */
function addNeeded(
	types: ReadonlyMap<string, string>,
	applied: Map<string, Set<StandIn>>,
	reasons: ReadonlyMap<string, string>,
): boolean {
	let added = false;
	for (const [address, reason] of reasons) {
		const field = /^([a-z_0-9]+)[.:[]/.exec(reason)?.[1];
		const fitting = (standIns.get(types.get(address) ?? '') ?? []).filter(
			(standIn) => field !== undefined && standIn.fields.includes(field) && standIn.values !== undefined,
		);
		const own = applied.get(address) ?? new Set();
		for (const standIn of fitting.filter((one) => !own.has(one))) {
			own.add(standIn);
			applied.set(address, own);
			added = true;
		}
	}
	return added;
}

/** What of resources is open in a way that no stand-in shows, by address. */
interface Open {
	/** Those of whose tags or labels something is not known. */
	readonly tags: ReadonlySet<string>;
	/** An attribute that is set to what Portcullis never writes, and is not known. */
	readonly foreign: ReadonlyMap<string, string>;
}

// Maps of tags: a plan leaves a tag out whose value it does not know, as if it were not there.
const tagPath = /^(?:tags|labels|resource_labels|settings\[0\]\.user_labels)(?:$|[.[])/;

// Portcullis refers to resources of clouds alone, those of its own document.
const ownReference = /^(?:aws|google|azurerm)_\w+\./;

function openIn(blocks: readonly SideBlock[]): Open {
	const tags = new Set<string>();
	const foreign = new Map<string, string>();
	for (const { block, values, expressions } of blocks) {
		const { address, type, after, unknown } = block;
		if (values === after && unknown.some((path) => tagPath.test(path))) tags.add(address);
		const known = (standIns.get(type) ?? []).map(({ path }) => path[0]);
		const found = Object.keys(Object(expressions)).find((attribute) => {
			const references = valueAt(expressions, attribute, 'references');
			if (Object.hasOwn(values, attribute) || known.includes(attribute) || !Array.isArray(references)) return false;
			return references.some((reference) => !ownReference.test(String(reference)));
		});
		if (found !== undefined) foreign.set(address, found);
	}
	return { tags, foreign };
}

// Networks and clusters are read as a whole: what is not known of one of their parts may open them to anybody.
const wholeKinds: ReadonlySet<string> = new Set(['network', 'kubernetes']);

function merged(
	types: ReadonlyMap<string, string>,
	first: readonly ReadResource[],
	second: readonly ReadResource[],
	reasons: ReadonlyMap<string, string>,
	applied: ReadonlyMap<string, ReadonlySet<StandIn>>,
	open: Open,
): ReadSide {
	const others = new Map(second.map((read) => [read.addresses[0], read]));
	const unmapped = new Map(reasons);
	const resources = first.flatMap((read) => {
		const other = others.get(read.addresses[0]);
		const addresses = read.addresses.filter((address) => types.has(address));
		if (other === undefined || other.resource.kind !== read.resource.kind) {
			for (const address of addresses) {
				if (!unmapped.has(address)) unmapped.set(address, 'what the plan does not know decides what it is');
			}
			return [];
		}
		const part = wholeKinds.has(read.resource.kind)
			? addresses.find((address) => open.foreign.has(address))
			: undefined;
		if (part !== undefined) {
			for (const address of addresses) {
				unmapped.set(address, `the ${open.foreign.get(part)} of ${part} is known after apply only`);
			}
			return [];
		}
		const isTagOpen = addresses[0] !== undefined && open.tags.has(addresses[0]);
		const named = addresses.flatMap((address) => [...(applied.get(address) ?? [])].flatMap(({ fields }) => fields));
		const tags = isTagOpen ? ['tags'] : [];
		const unknown = new Set([...named, ...tags, ...differing(read.resource, other.resource)]);
		return [
			{
				resource: read.resource,
				addresses,
				fields: knownFields(read.resource, unknown),
				unknown: [...unknown].sort(),
			},
		];
	});
	return { resources, unmapped };
}

function differing(first: Resource, second: Resource): string[] {
	const fields = new Map<string, unknown>(Object.entries(second));
	const names = new Set([...Object.keys(first), ...fields.keys()]);
	const own = new Map<string, unknown>(Object.entries(first));
	return [...names].filter((name) => JSON.stringify(own.get(name)) !== JSON.stringify(fields.get(name)));
}

function knownFields(resource: Resource, unknown: ReadonlySet<string>): KnownFields {
	// What is left of a resource has the types of its fields; that some are missing is what KnownFields says.
	return Object.fromEntries(
		Object.entries(resource).filter(([name, value]) => value !== undefined && !unknown.has(name)),
	) as unknown as KnownFields;
}
