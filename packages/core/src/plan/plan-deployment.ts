import type { Plan, PlannedBlock, PlannedChange, PlannedSide, UnmappedBlock } from '../contracts/plan.js';
import type { JudgedChange } from '../model/deployment.js';
import { pathText } from '../model/problem.js';
import type { Project } from '../model/project.js';
import { type Resource, resourceSchema } from '../model/resource.js';
import type { ResourceKind } from '../model/vocabulary.js';
import { standIn } from './stand-in.js';

/** What of a plan is judged, and what is not. */
export interface PlanDeployment {
	/** By address. */
	readonly changes: readonly JudgedChange[];
	/** The same as the plan says it, in the same order. */
	readonly planned: readonly PlannedChange[];
	/** What it does to resources that nothing judges, with the reason. */
	readonly unmapped: readonly UnmappedBlock[];
	/** How many resources were left out because they belong to another cloud than the project. */
	readonly foreign: number;
	/** Other accounts than the project's that the plan changes something in, in order. */
	readonly accounts: readonly string[];
}

/**
 * Says what a plan does in the engine's words.
 *
 * What stands and stays as it is is not judged, unless Terraform takes it over (`import`): then it is judged as modified.
 * A replacement is one change, modified and replaced. What is forgotten goes on standing, out of Terraform's hands: it is
 * no deletion, and listed with what is not judged. So is what belongs to another cloud than the project, or to another
 * account than the one that the project names.
 */
export function planDeployment(plan: Plan, project: Project): PlanDeployment {
	const blocks = new Map(plan.blocks.filter(({ deposed }) => deposed === null).map((block) => [block.address, block]));
	const isImported = (address: string) => blocks.get(address)?.imported === true;
	const changes: JudgedChange[] = [];
	const planned: PlannedChange[] = [];
	const unmapped = plan.unmapped.filter(({ action, address }) => action !== 'no-op' || isImported(address));
	let foreign = 0;
	const accounts = new Set(plan.blocks.filter(isChanged).flatMap((block) => otherAccount(block, project) ?? []));
	const leave = (change: PlannedChange, reason: string) => unmapped.push(unmappedOf(change, blocks, reason));
	for (const change of plan.changes) {
		if (change.action === 'no-op' && !change.addresses.some(isImported)) continue;
		const elsewhere = change.addresses
			.map((address) => otherAccount(blocks.get(address), project))
			.find((account) => account !== undefined);
		if (change.provider !== project.provider) {
			foreign++;
			leave(change, `it is of ${change.provider}, and project ${project.name} is of ${project.provider}`);
		} else if (elsewhere !== undefined) {
			leave(change, `it is of account ${elsewhere}, and project ${project.name} is of ${project.account}`);
		} else if (change.action === 'forget') {
			leave(change, 'Terraform forgets it: it goes on standing, and no plan will show it again');
		} else {
			const judged = judgedChange(change);
			if (typeof judged === 'string') leave(change, judged);
			else {
				changes.push(judged);
				planned.push(change);
			}
		}
	}
	unmapped.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
	return { changes, planned, unmapped, foreign, accounts: [...accounts].sort() };
}

function isChanged({ action, imported }: PlannedBlock): boolean {
	return action !== 'no-op' || imported;
}

/** The account of a resource, where it is another one than the project's; `undefined` where one of the two is not known. */
function otherAccount(block: PlannedBlock | undefined, { account, provider }: Project): string | undefined {
	if (block?.account === undefined || account === undefined || block.provider !== provider) return undefined;
	return block.account.toLowerCase() === account.toLowerCase() ? undefined : block.account;
}

function unmappedOf(
	{ addresses: [main = ''], action, region, address }: PlannedChange,
	blocks: ReadonlyMap<string, PlannedBlock>,
	reason: string,
): UnmappedBlock {
	const { type = address, provider_name = '' } = blocks.get(main) ?? {};
	return { address: main, type, provider_name, action, reason, region };
}

function judgedChange({ address, action, before, after, before_unread }: PlannedChange): JudgedChange | string {
	const kind = (after ?? before)?.fields.kind;
	if (kind === undefined) return 'the plan says nothing of it that could be judged';
	const next = after === null ? null : filled(after);
	// What stands and cannot be said stands all the same: nothing of it is known.
	const last = before === null ? (before_unread === null ? null : nothingKnown(kind)) : filled(before);
	if (typeof next === 'string') return next;
	if (typeof last === 'string') return last;
	return {
		address,
		before: last?.resource ?? null,
		after: next?.resource ?? null,
		...(next === null || next.unknown.length === 0 ? {} : { unknown: next.unknown }),
		...(last === null || last.unknown.length === 0 ? {} : { unknown_before: last.unknown }),
		...(action === 'replace' && next !== null && last !== null ? { replaced: true } : {}),
	};
}

interface Filled {
	readonly resource: Resource;
	readonly unknown: string[];
}

/** A side with something in every field that must have a value, or why the model refuses it. */
function filled({ fields, unknown }: PlannedSide): Filled | string {
	const base = standIn(fields.kind);
	// What is left out though every such resource has it is not known, whether the plan names it or not. One that may be
	// left out and is not named is known: it is not set.
	const missing = Object.keys(base).filter((field) => !Object.hasOwn(fields, field));
	const read = resourceSchema.safeParse({ ...base, ...fields });
	if (!read.success) {
		const [issue] = read.error.issues;
		return `the model has no such ${fields.kind}: ${pathText((issue?.path ?? []).map(String))} ${issue?.message ?? ''}`;
	}
	return { resource: read.data, unknown: [...new Set([...unknown, ...missing])].sort() };
}

function nothingKnown(kind: ResourceKind): Filled {
	const resource = standIn(kind);
	return { resource, unknown: Object.keys(resource).filter((field) => field !== 'kind') };
}
