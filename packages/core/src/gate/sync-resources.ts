import { z } from 'zod';
import type { ReadResources, UnmappedResource } from '../contracts/provider.js';
import { type Difference, differences } from '../model/differences.js';
import { nameSchema } from '../model/names.js';
import { problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { StandingResource } from '../model/session.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { note } from './note.js';
import { parseInput } from './parse-input.js';
import { missingCapability, permissionsIn } from './permissions-in.js';
import { parseTerraformState, type StateResource } from './terraform-state.js';
import { unseenProject } from './unknown.js';
import { viewerOf } from './viewer.js';

/** What was learned of a project's resources from Terraform's state. */
export interface SyncReport {
	readonly project: string;
	/** Addresses of the resources that stand as they were asked for. */
	readonly applied: readonly string[];
	/** Those that stand otherwise, and how. */
	readonly drifted: readonly { readonly address: string; readonly differences: readonly Difference[] }[];
	/** Addresses of those that do not stand. */
	readonly missing: readonly string[];
	/** What stands and is not the project's, by Terraform's addresses: none of it is taken over. */
	readonly unmanaged: readonly { readonly address: string; readonly reason: string }[];
}

/** What to learn from. */
export interface SyncRequest {
	/** The project that the state is of; if left out, the one that the resources in the state name. */
	readonly project?: string;
	/** What `terraform show -json` writes, as parsed JSON. Nothing of it is kept but what is in the report. */
	readonly state: unknown;
}

const projectSchema = z.strictObject({ project: nameSchema.optional() });

/**
 * Learns from Terraform's state what became of a project's resources: each is `applied`, `drifted` or `missing` from then
 * on, until a deployment writes it again. Needs `can_modify` in the project. It calls no cloud, and is as true as the state:
 * run `terraform plan -refresh-only` or `terraform apply -refresh-only` before.
 *
 * @returns a refusal: `INPUT_INVALID` where it is no state, or where nothing in it names a project and none was given;
 * `STATE_OF_ANOTHER_PROJECT` where what is in it names others only
 */
export async function syncResources(
	gate: GateContext,
	caller: Caller,
	{ project: given, state }: SyncRequest,
): Promise<Result<SyncReport>> {
	const named = parseInput(projectSchema, given === undefined ? {} : { project: given }, 'the project');
	if (named.kind === 'refused') return named;
	const parsed = parseTerraformState(state);
	if (parsed.kind === 'refused') return parsed;
	const name = projectOf(given, await namedIn(gate, parsed.value));
	if (name.kind === 'refused') return name;
	const project = await gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		const found = viewer.sees(name.value) ? await tx.projects.get(caller.tenant, name.value) : null;
		return found === null ? unseenProject(name.value) : ok(found);
	});
	if (project.kind === 'refused') return project;
	const read = await gate.providerOf(project.value.provider).read(parsed.value, project.value);
	return await gate.store.write((tx) => learn(gate, tx, caller, project.value, read, parsed.value));
}

// Whatever cloud they are on: the state of a project on another cloud must not look like one where nothing stands.
async function namedIn(gate: GateContext, planned: readonly StateResource[]): Promise<readonly string[]> {
	const names = new Set<string>();
	for (const provider of gate.providers) {
		const any: Project = {
			name: 'any',
			provider: provider.id,
			environment: 'development',
			region: 'any',
			regions: ['any'],
		};
		const { resources, unmapped } = await provider.read(planned, any);
		for (const { project } of resources) if (project !== undefined) names.add(project);
		for (const { writtenFor } of unmapped) if (writtenFor !== undefined) names.add(writtenFor.project);
	}
	return [...names].sort();
}

function projectOf(given: string | undefined, found: readonly string[]): Result<string> {
	if (given === undefined) {
		const [only, ...others] = found;
		if (only !== undefined && others.length === 0) return ok(only);
		const why =
			only === undefined ? 'nothing in the state names one' : `the state names ${found.slice(0, 5).join(', ')}`;
		return refused('INPUT_INVALID', `which project the state is of is not known: ${why}`, [
			problem(['project'], 'must be given'),
		]);
	}
	if (found.length === 0 || found.includes(given)) return ok(given);
	return refused(
		'STATE_OF_ANOTHER_PROJECT',
		`the state is of project ${found.slice(0, 5).join(', ')}, not of ${given}; nothing was changed`,
	);
}

async function learn(
	gate: GateContext,
	tx: Tx,
	caller: Caller,
	project: Project,
	read: ReadResources,
	planned: readonly StateResource[],
): Promise<Result<SyncReport>> {
	const now = gate.clock();
	const missing = await refusalOf(tx, caller, project, now);
	if (missing !== null) return missing;
	const standing = await tx.resources.list(caller.tenant, project.name);
	const report = compareAll(project.name, standing, read, planned);
	const statuses = new Map<string, StandingResource['status']>([
		...report.applied.map((address) => [address, 'applied'] as const),
		...report.drifted.map(({ address }) => [address, 'drifted'] as const),
		...report.missing.map((address) => [address, 'missing'] as const),
	]);
	for (const resource of standing) {
		const status = statuses.get(resource.address) ?? resource.status;
		if (status !== resource.status) await tx.resources.put({ ...resource, status });
	}
	const { unmanaged, ...learned } = report;
	await note(tx, caller, now, 'resources.synced', {
		project: project.name,
		body: { ...learned, unmanaged: unmanaged.length },
	});
	return ok(report);
}

async function refusalOf(tx: Tx, caller: Caller, project: Project, now: number): Promise<Refused | null> {
	// It may have gone since it was read.
	if ((await tx.projects.get(caller.tenant, project.name)) === null) return unseenProject(project.name);
	const held = await permissionsIn(tx, caller, { project: project.name }, now);
	return missingCapability(held, caller, 'can_modify');
}

function compareAll(
	project: string,
	standing: readonly StandingResource[],
	read: ReadResources,
	planned: readonly StateResource[],
): SyncReport {
	const tainted = new Set(planned.filter((resource) => resource.tainted).map(({ address }) => address));
	const found = new Map(
		read.resources.filter((of) => of.project === project).map((of) => [`${of.resource.kind}/${of.resource.name}`, of]),
	);
	const odd = read.unmapped.filter(({ writtenFor }) => writtenFor?.project === project);
	const [applied, drifted, missing]: [string[], SyncReport['drifted'][number][], string[]] = [[], [], []];
	for (const { address, resource } of standing) {
		const stands = found.get(address);
		const others = odd.filter(({ writtenFor }) => writtenFor?.resource === address);
		const differing = [
			...(stands === undefined ? [] : differences(resource, stands.resource)),
			...others.map(({ address: terraform, reason }) => ({
				path: [terraform],
				expected: `as in ${address}`,
				received: reason,
			})),
			...(stands?.addresses ?? [])
				.filter((terraform) => tainted.has(terraform))
				.map((terraform) => ({ path: [terraform, 'tainted'], expected: false, received: true })),
		];
		if (stands === undefined && others.length === 0) missing.push(address);
		else if (differing.length === 0) applied.push(address);
		else drifted.push({ address, differences: differing });
	}
	const ours = new Set(standing.map(({ address }) => address));
	return { project, applied, drifted, missing, unmanaged: unmanagedIn(project, ours, read) };
}

function unmanagedIn(project: string, ours: ReadonlySet<string>, read: ReadResources): SyncReport['unmanaged'] {
	const strangers = read.resources.flatMap(({ resource, addresses, project: of }) => {
		const name = `${resource.kind}/${resource.name}`;
		if (of === project && ours.has(name)) return [];
		const reason =
			of === undefined
				? 'not written by Portcullis'
				: of === project
					? `says that it is ${name}, which does not stand in this project`
					: `says that it is ${name} of project ${of}`;
		return addresses.map((address) => ({ address, reason }));
	});
	const odd = read.unmapped.filter((resource) => !isPartOf(resource, project, ours));
	return [...strangers, ...odd.map(({ address, reason }) => ({ address, reason }))].sort((a, b) =>
		a.address < b.address ? -1 : 1,
	);
}

function isPartOf({ writtenFor }: UnmappedResource, project: string, ours: ReadonlySet<string>): boolean {
	return writtenFor?.project === project && ours.has(writtenFor.resource);
}
