import type { PlanAction, PlannedBlock, PlannedChange, PlannedRegion, Project, UnmappedBlock } from '@portcullis/core';
import { sharedTypes } from '../azure/shared-types.js';
import { textsAt } from '../read/value-at.js';
import { isOwn } from '../shared/own-tags.js';
import type { BlockDetails } from './read-block.js';
import { type ReadSide, readSide, type SideBlock } from './read-side.js';

/** What a plan's resources are in words of the model. */
export interface ReadChanges {
	readonly changes: readonly PlannedChange[];
	readonly unmapped: readonly UnmappedBlock[];
}

type SideResource = ReadSide['resources'][number];

/**
 * Groups a plan's resources to resources of the model, before and after, and lists what is none.
 *
 * @param details what was found out beside, by address
 * @param project the project of the plan, where it is known: names that Portcullis made for it are recognised then
 */
export async function readChanges(
	blocks: readonly PlannedBlock[],
	details: ReadonlyMap<string, BlockDetails>,
	project: Project | undefined,
): Promise<ReadChanges> {
	const standing = blocks.filter(({ deposed }) => deposed === null);
	const side = (of: 'before' | 'after'): SideBlock[] =>
		standing.flatMap((block) => {
			const values = block[of];
			return values === null
				? []
				: [{ block, values, ...(details.get(block.address) ?? { zone: undefined, expressions: undefined }) }];
		});
	const after = await readSide(side('after'), project);
	const before = await readSide(side('before'), project);
	const byAddress = new Map(standing.map((block) => [block.address, block]));
	const earlier = new Map(
		before.resources.flatMap((read) => read.addresses.map((address) => [address, read] as const)),
	);
	const matched = new Set<SideResource>();
	const changes: PlannedChange[] = [];
	for (const read of after.resources) {
		const old = read.addresses
			.map((address) => earlier.get(address))
			.find((found) => found !== undefined && found.resource.kind === read.resource.kind && !matched.has(found));
		if (old !== undefined) matched.add(old);
		changes.push(changeOf(read, old, byAddress, before));
	}
	for (const read of before.resources) {
		if (matched.has(read)) continue;
		// Something stands after it that the model cannot say: then it is listed, not taken for deleted.
		if (read.addresses[0] !== undefined && after.unmapped.has(read.addresses[0])) continue;
		changes.push(changeOf(undefined, read, byAddress, before));
	}
	const taken = new Set(changes.flatMap(({ addresses }) => addresses));
	return {
		changes: addressed(changes),
		unmapped: [
			...standing
				.filter(({ address }) => after.unmapped.has(address) || !taken.has(address))
				.filter((block) => !isShared(block, (block.after === null ? before : after).unmapped, changes))
				.map((block) => unmappedOf(block, reasonOf(block, before, after))),
			...blocks
				.filter(({ deposed }) => deposed !== null)
				.map((block) => unmappedOf(block, `an object that a replacement left behind (${block.deposed})`)),
		].sort((a, b) => (a.address < b.address ? -1 : 1)),
	};
}

function reasonOf(block: PlannedBlock, before: ReadSide, after: ReadSide): string {
	const reason = (block.after === null ? before : after).unmapped.get(block.address);
	return reason ?? 'the plan says nothing of it that makes it a resource of the model';
}

// The readers of azure take what is shared and say nothing of it. Anybody can write our tags, so it comes only with a
// resource that stands on it, and goes only with the last.
function isShared(
	{ type, address, action, before, after }: PlannedBlock,
	unmapped: ReadonlyMap<string, string>,
	changes: readonly PlannedChange[],
): boolean {
	if (!sharedTypes.includes(type) || !isOwn(textsAt(after ?? before, 'tags')) || unmapped.has(address)) return false;
	const sharing = changes.filter(({ provider }) => provider === 'azure');
	const isLeft = sharing.some((change) => change.after !== null);
	if (action === 'delete') return sharing.length > 0 && !isLeft;
	return action !== 'replace' && action !== 'forget' && isLeft;
}

function unmappedOf({ address, type, provider_name, action, region }: PlannedBlock, reason: string): UnmappedBlock {
	return { address, type, provider_name, action, reason, region };
}

function changeOf(
	after: SideResource | undefined,
	before: SideResource | undefined,
	blocks: ReadonlyMap<string, PlannedBlock>,
	{ unmapped }: ReadSide,
): PlannedChange {
	const subject = after ?? before;
	const main = blocks.get(subject?.addresses[0] ?? '');
	if (subject === undefined || main === undefined || main.provider === null) {
		throw new TypeError('a resource of the model is made of a resource of a cloud');
	}
	const addresses = [...new Set([...subject.addresses, ...(before?.addresses ?? [])])];
	const parts = addresses.flatMap((address) => blocks.get(address) ?? []);
	const stands = before !== undefined || main.before !== null;
	return {
		address: nameOf(subject) ?? '',
		provider: main.provider,
		action: actionOfAll(main.action, parts, after !== undefined, stands),
		addresses,
		before: before === undefined ? null : { fields: before.fields, unknown: before.unknown },
		after: after === undefined ? null : { fields: after.fields, unknown: after.unknown },
		before_unread:
			before === undefined && stands ? (unmapped.get(main.address) ?? 'what stands is something else') : null,
		region: regionOfAll(main, parts, subject),
	};
}

function actionOfAll(main: PlanAction, parts: readonly PlannedBlock[], hasAfter: boolean, stands: boolean): PlanAction {
	if (!hasAfter) return main === 'forget' ? 'forget' : 'delete';
	if (!stands) return 'create';
	if (main === 'replace') return 'replace';
	return parts.some(({ action }) => action !== 'no-op') ? 'update' : 'no-op';
}

// A network of gcp has no region; its subnets have.
function regionOfAll(main: PlannedBlock, parts: readonly PlannedBlock[], { fields }: SideResource): PlannedRegion {
	const regions = [main, ...parts].flatMap(({ region }) => region ?? []);
	const fitting = regions.find(({ region }) => region !== null && region === fields.region);
	return (
		fitting ??
		regions.find(({ region }) => region === null) ??
		regions[0] ?? { region: null, source: 'unknown', reason: 'nothing of it says one' }
	);
}

function nameOf({ fields }: SideResource): string | undefined {
	return fields.name === undefined ? undefined : `${fields.kind}/${fields.name}`;
}

/** Gives each change an address of its own, in order. */
function addressed(changes: readonly PlannedChange[]): PlannedChange[] {
	const count = new Map<string, number>();
	for (const { address } of changes) count.set(address, (count.get(address) ?? 0) + 1);
	return changes
		.map((change) => {
			if (change.address !== '' && count.get(change.address) === 1) return change;
			const kind = (change.after ?? change.before)?.fields.kind;
			return { ...change, address: `${kind}/${change.addresses[0]}` };
		})
		.sort((a, b) => (a.address < b.address ? -1 : 1));
}
