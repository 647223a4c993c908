import { type Problem, problem } from '../model/problem.js';
import type { Resource } from '../model/resource.js';

/** Fields that say something together which no cloud could carry out: one of the two is a mistake, and nobody knows which. */
export function contradictions(resource: Resource): Problem[] {
	const problems: Problem[] = [];
	const say = (path: readonly (string | number)[], message: string, received?: unknown) => {
		problems.push(problem(path, message, received));
	};
	if (resource.kind !== 'network' && resource.encryption_key !== undefined && !resource.encryption) {
		say(['encryption_key'], 'must be left out where encryption is off', resource.encryption_key);
	}
	if (resource.kind === 'database') {
		const { backups, public_access, authorized_cidrs } = resource;
		if (backups.point_in_time && !backups.enabled) {
			say(['backups', 'point_in_time'], 'must be off where backups are', backups.point_in_time);
		}
		if (authorized_cidrs.length > 0 && !public_access) {
			say(['authorized_cidrs'], 'must be left out without public_access: nobody outside reaches the database');
		}
	}
	if (resource.kind === 'kubernetes' && resource.authorized_cidrs.length > 0 && !resource.public_endpoint) {
		say(['authorized_cidrs'], 'must be left out without public_endpoint: nobody outside reaches the control plane');
	}
	return problems;
}
