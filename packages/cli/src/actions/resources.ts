import { formatHourly, machinePartsOf, momentText, type StandingResource, type SyncReport } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { readLimited } from '../input/read-limited.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { renderRows } from '../render/render-rows.js';
import type { Style } from '../render/style.js';

// A machine takes some 6 KB of a state: this holds thousands.
const stateBytes = 32_000_000;

const stateHint = 'terraform show -json > state.json in the folder of the project makes one';

/** Options of `portcullis resources list`. */
export interface ResourceListOptions {
	readonly project?: string;
	readonly state?: StandingResource['status'];
}

/** Lists the resources that the actor may see. */
export function listResources(context: Context, { project, state }: ResourceListOptions): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.resources(caller, project);
		if (listed.kind === 'refused') return refusal(listed);
		const resources = listed.value.filter(({ status }) => state === undefined || status === state);
		const heading = ['resource', 'project', 'state', 'size', 'machines', 'price', 'by', 'since'];
		return done({ kind: 'resources', resources }, (style) => renderRows(heading, resources.map(row), style));
	});
}

/** Learns from what `terraform show -json` wrote what became of a project's resources. */
export async function syncResources(
	context: Context,
	file: string,
	{ project }: { readonly project?: string },
): Promise<Outcome> {
	const text = await readLimited(file, context.io, stateBytes);
	if (text.kind === 'problems') {
		return failure({ code: 'INPUT_INVALID', message: 'the state cannot be read', problems: text.problems });
	}
	const state = parseState(text.value);
	if (state === undefined) {
		return failure({
			code: 'INPUT_INVALID',
			message: 'the state cannot be understood',
			hint: stateHint,
			problems: [{ kind: 'problem', path: [], file, message: 'is not JSON' }],
		});
	}
	return await withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
		const synced = await gate.syncResources(caller, { state, ...(project === undefined ? {} : { project }) });
		if (synced.kind === 'refused') {
			const problems = synced.problems.map((problem) =>
				problem.path[0] === 'project' ? { ...problem, path: ['--project'] } : { ...problem, file },
			);
			const isNoState = synced.problems.some(({ path }) => path[0] !== 'project');
			return refusal(synced, { problems, ...(isNoState ? { hint: stateHint } : {}) });
		}
		return done({ kind: 'synced', ...synced.value }, (style) => syncText(synced.value, style));
	});
}

// What the parser says of a mistake repeats what stands there, and a state holds secrets.
function parseState(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function row(standing: StandingResource): string[] {
	const parts = machinePartsOf(standing.resource);
	return [
		standing.address,
		standing.project,
		standing.status,
		[...new Set(parts.map(({ size }) => size))].join(' '),
		parts.length === 0 ? '' : String(parts.reduce((sum, { machines }) => sum + machines, 0)),
		formatHourly({ hourly_micros: standing.hourly_micros, monthly_micros: 0, complete: standing.cost_complete }),
		standing.deployed_by,
		momentText(standing.created_at),
	];
}

function syncText({ project, applied, drifted, missing, unmanaged }: SyncReport, { colors }: Style): string {
	const lines = [
		...applied.map((address) => `${colors.green('applied')} ${address}`),
		...drifted.flatMap(({ address, differences }) =>
			differences.map(
				({ path, expected, received }) =>
					`${colors.yellow('drifted')} ${address}: ${path.join('.')} is ${valueText(received)}, not ${valueText(expected)}`,
			),
		),
		...missing.map((address) => `${colors.red('missing')} ${address}`),
		...unmanaged.map(({ address, reason }) => `${colors.dim('unmanaged')} ${harmless(`${address}: ${reason}`)}`),
		`project ${project}: ${applied.length} applied, ${drifted.length} drifted, ${missing.length} missing, ${unmanaged.length} unmanaged`,
	];
	return `${lines.join('\n')}\n`;
}

function valueText(value: unknown): string {
	return value === null ? 'nothing' : harmless(typeof value === 'string' ? value : JSON.stringify(value));
}
