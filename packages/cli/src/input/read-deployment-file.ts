import {
	type Problem,
	type Project,
	type ProjectRequest,
	parseRequest,
	problem,
	problemsOf,
	projectRequestSchema,
} from '@portcullis/core';
import type { Io } from '../io/io.js';
import type { PlacedProblem } from '../output/json-document.js';
import { misunderstood, type Understood, understood } from './input-problem.js';
import { parseYaml } from './parse-yaml.js';
import { readLimited } from './read-limited.js';

/** A project and all that shall stand in it, from one file. */
export interface DeploymentFile {
	readonly project: Project;
	/** A request to create everything, of the right shape. */
	readonly request: Extract<ReturnType<typeof parseRequest>, { readonly kind: 'ok' }>['value'];
	/** Says where in the file a problem stands. */
	place(problem: Problem): PlacedProblem;
}

/** The cloud and the region of a project that a file only names. */
export interface GivenPlace {
	readonly provider: string;
	readonly region: string;
}

/**
 * Reads a deployment file: a request whose `project` is written out instead of named.
 *
 * @param given takes the place of what a file lacks that only names its project, or none
 */
export async function readDeploymentFile(
	file: string,
	io: Io,
	given?: GivenPlace,
): Promise<Understood<DeploymentFile>> {
	const text = await readLimited(file, io);
	if (text.kind === 'problems') return text;
	const parsed = parseYaml(text.value, file);
	if (parsed.kind === 'problems') return parsed;
	const { value, locate } = parsed.value;
	const place = (found: Problem): PlacedProblem => ({ ...found, file, ...locate(found.path) });
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return misunderstood({ file, message: 'must be a mapping with project and resources' });
	}
	const { project: named, ...rest } = value as { readonly project?: unknown };
	const written = given === undefined ? named : placed(named, given);
	if (typeof written === 'string') {
		const message = 'must be written out, since no database is asked: {name: shop, provider: gcp, region: us-central1}';
		return { kind: 'problems', problems: [place(problem(['project'], message, written))] };
	}
	const project = projectRequestSchema.safeParse(written);
	const problems: Problem[] = project.success
		? []
		: problemsOf(project.error, written, projectRequestSchema).map((found) => ({
				...found,
				path: ['project', ...found.path],
			}));
	// What is wrong with the resources is said in the same breath.
	const request = parseRequest({ ...rest, project: project.success ? project.data.name : 'project' });
	if (request.kind === 'refused') problems.push(...request.problems);
	else if (request.value.action !== 'create') {
		problems.push(problem(['action'], 'must be left out: the file says all that shall stand', request.value.action));
	}
	if (problems.length > 0 || !project.success || request.kind === 'refused') {
		return { kind: 'problems', problems: problems.map(place) };
	}
	const { regions, ...fields }: ProjectRequest & Project = { ...project.data, regions: project.data.regions ?? [] };
	return understood({
		project: { ...fields, regions: regions.length === 0 ? [fields.region] : regions },
		request: request.value,
		place,
	});
}

// What is written out keeps its word on all but the place.
function placed(named: unknown, place: GivenPlace): unknown {
	if (named === undefined) return { name: 'project', ...place };
	if (typeof named === 'string') return { name: named, ...place };
	if (typeof named !== 'object' || named === null || Array.isArray(named)) return named;
	const { regions: _, ...rest } = named as Readonly<Record<string, unknown>>;
	return { ...rest, ...place };
}
