import type { Catalogue } from '../contracts/catalogue.js';
import { accountProblems } from '../model/account.js';
import type { Problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import { regionProblems } from './region-problems.js';

/** Holds a project to its cloud: the form of its account, and its regions to the catalogue. Paths are relative to it. */
export function projectProblems(project: Project, catalogue: Catalogue): Problem[] {
	return [
		...accountProblems(project),
		...regionProblems(project.region, ['region'], project, catalogue),
		// The project's own region is among them, and its fault is said once.
		...project.regions.flatMap((region, index) =>
			region === project.region ? [] : regionProblems(region, ['regions', index], project, catalogue),
		),
	];
}
