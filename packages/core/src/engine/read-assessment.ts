import { z } from 'zod';
import type { MachineType } from '../contracts/catalogue.js';
import { type JudgedChange, subjectOf } from '../model/deployment.js';
import type { Component, Cost, ResourceCost } from '../model/estimate.js';
import { machinePartsOf } from '../model/machine-part.js';
import { type Problem, problem } from '../model/problem.js';
import type { Assessment } from './assess.js';
import { copyEstimate } from './copy-estimate.js';
import { type Read, readOrExplain } from './read-or-explain.js';

const amount = z.int().min(0);

const machineSchema = z.strictObject({
	name: z.string(),
	vcpu_milli: amount.optional(),
	memory_mib: amount.optional(),
	gpu: amount.optional(),
});

const readMachine = readOrExplain(machineSchema, 'machines') as (given: unknown) => Read<MachineType>;

const costSchema = z.strictObject({
	hourly_micros: amount,
	monthly_micros: amount,
	complete: z.boolean(),
	metered: z.literal(true).optional(),
});

const readCost = readOrExplain(costSchema, 'before') as (given: unknown) => Read<Cost>;

const regionSchema = z.strictObject({ known: z.boolean(), nearest: z.array(z.string()) });

const readRegion = readOrExplain(regionSchema, 'regions');

/**
 * Copies an assessment, and holds it to the deployment that it is of and to its own sums: a line for each change, in
 * order, each the sum of its components, and the total the sum of the lines. A total that is said to be complete while
 * a part is unknown would make every limit of cost pass.
 */
export function readAssessment(given: Assessment, deployment: Judged): Read<Assessment> {
	const estimate = copyEstimate(given.estimate);
	const lines = estimate.resources;
	const fault = linesFault(lines, deployment) ?? sumFault(estimate, lines, ['estimate']);
	if (fault !== null) return { kind: 'unreadable', problems: [fault] };
	const subjects = deployment.changes.map(subjectOf);
	const parts = deployment.changes.flatMap((change) =>
		machinePartsOf(subjectOf(change), change.address).map(({ key }) => key),
	);
	const machines = readMap('machines', given.machines, parts, readMachine);
	if (machines.kind === 'unreadable') return machines;
	const standing = deployment.changes.flatMap((change) => (change.before === null ? [] : change.address));
	const before = readMap('before', given.before ?? new Map(), standing, readCost);
	if (before.kind === 'unreadable') return before;
	const named = [...new Set(subjects.map(({ region }) => region))].sort();
	const regions = readMap('regions', given.regions ?? new Map(), named, readRegion);
	if (regions.kind === 'unreadable') return regions;
	return {
		kind: 'read',
		value: { estimate, machines: machines.value, before: before.value, regions: regions.value },
	};
}

/** Copies what a map holds under the keys that matter; what it lacks stays absent, and is then unknown. */
function readMap<Value>(
	name: string,
	given: unknown,
	keys: Iterable<string>,
	readValue: (value: unknown) => Read<Value>,
): Read<Map<string, Value>> {
	const copy = new Map<string, Value>();
	if (!(given instanceof Map)) return { kind: 'unreadable', problems: [problem([name], 'must be a Map')] };
	for (const key of keys) {
		const value: unknown = Map.prototype.get.call(given, key);
		if (value === undefined) continue;
		const read = readValue(value);
		if (read.kind === 'unreadable') return read;
		copy.set(key, read.value);
	}
	return { kind: 'read', value: copy };
}

interface Judged {
	readonly changes: readonly JudgedChange[];
}

type Path = readonly (string | number)[];

function linesFault(lines: readonly ResourceCost[], { changes }: Judged): Problem | null {
	if (lines.length !== changes.length) {
		return problem(['estimate', 'resources'], `must price each of the ${changes.length} changes once`, lines.length);
	}
	for (const [index, line] of lines.entries()) {
		const address = changes[index]?.address ?? '';
		const path = ['estimate', 'resources', index];
		if (line.resource !== address) return problem([...path, 'resource'], `must be ${address}`, line.resource);
		const fault = sumFault(line, line.components, path);
		if (fault !== null) return fault;
	}
	return null;
}

// As cost/total.ts adds up: a sum past 2^53 stops there and is not complete.
function sumFault(total: Cost, parts: readonly (Component | ResourceCost)[], path: Path): Problem | null {
	let hourly = 0;
	let monthly = 0;
	let complete = true;
	let metered = false;
	for (const part of parts) {
		if ('kind' in part && part.kind !== 'priced') {
			complete &&= part.kind !== 'unknown';
			metered ||= part.kind === 'usage';
			continue;
		}
		hourly += part.hourly_micros;
		monthly += part.monthly_micros;
		complete &&= !('complete' in part) || part.complete;
		metered ||= 'metered' in part && part.metered === true;
	}
	complete &&= Number.isSafeInteger(hourly) && Number.isSafeInteger(monthly);
	const most = Number.MAX_SAFE_INTEGER;
	if (total.hourly_micros !== Math.min(hourly, most))
		return problem([...path, 'hourly_micros'], `must be the sum, ${hourly}`);
	if (total.monthly_micros !== Math.min(monthly, most))
		return problem([...path, 'monthly_micros'], `must be the sum, ${monthly}`);
	if (total.complete !== complete) return problem([...path, 'complete'], `must be ${complete}`);
	return (total.metered === true) === metered ? null : problem([...path, 'metered'], `must be ${metered}`);
}
