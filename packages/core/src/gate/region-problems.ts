import type { Catalogue } from '../contracts/catalogue.js';
import { type Problem, problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import { providerIds } from '../model/vocabulary.js';
import { nearest } from '../util/nearest.js';

/** Holds a region to the catalogue: one that it has not heard of is refused, and one of another cloud is said to be that. */
export function regionProblems(
	region: string,
	path: readonly (string | number)[],
	project: Pick<Project, 'provider'>,
	catalogue: Catalogue,
): Problem[] {
	const own = catalogue.regions(project.provider);
	if (own.includes(region)) return [];
	const other = providerIds.find((id) => id !== project.provider && catalogue.regions(id).includes(region));
	const close = nearest(region, own);
	const instead = close.length === 0 ? own.slice(0, 3) : close;
	const what =
		other === undefined ? `is no region of ${project.provider}` : `is a region of ${other}, not of ${project.provider}`;
	return [problem(path, `${what}; one of ${project.provider}'s is ${instead.join(' or ')}`, region)];
}
