import type { Deployment, DeploymentRequest } from '@portcullis/core';

/** The request that a deployment was understood from, with everything filled in. */
export function requestOf({ action, project, reason, changes }: Deployment): DeploymentRequest {
	const common = { project, ...(reason === null ? {} : { reason }) };
	if (action === 'delete') {
		const resources = changes.flatMap(({ before }) =>
			before === null ? [] : [{ kind: before.kind, name: before.name }],
		);
		return { action, ...common, resources };
	}
	return { action, ...common, resources: changes.flatMap(({ after }) => after ?? []) };
}
