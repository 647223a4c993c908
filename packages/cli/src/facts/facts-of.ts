import {
	type Actor,
	bindingSchema,
	type Facts,
	type Problem,
	problem,
	quotaAbout,
	type TenantDefaults,
} from '@portcullis/core';
import type { FactsFile } from './facts-schema.js';

/** Facts that a file says, or what is wrong with them. */
export type FileFacts =
	| { readonly kind: 'facts'; readonly facts: Facts }
	| { readonly kind: 'problems'; readonly problems: Problem[] };

/**
 * Makes facts of what a file says. What it leaves out is as it is for a new tenant; whoever has no role in it may do
 * nothing.
 */
export function factsOf(file: FactsFile, asking: Actor, defaults: TenantDefaults): FileFacts {
	const actor = file.actor.id === undefined || asking.source === 'asserted' ? asking : { ...asking, id: file.actor.id };
	const roles = file.roles ?? [...defaults.roles];
	const problems = file.actor.roles.flatMap((name, index): Problem[] => {
		if (roles.some((role) => role.name === name)) return [];
		const known = roles.map((role) => role.name).join(', ');
		return [problem(['actor', 'roles', index], `must be one of the roles: ${known}`, name)];
	});
	const windowed = file.quotas.findIndex(({ per }) => per !== undefined);
	if (windowed !== -1) {
		problems.push(
			problem(['quotas', windowed, 'per'], 'must be left out: what was added before is known to a database alone'),
		);
	}
	if (problems.length > 0) return { kind: 'problems', problems };
	const { regions, ...project } = file.project;
	const bindings = (file.bindings ?? defaults.bindings).map((binding, index) =>
		bindingSchema.parse({ ...binding, id: `facts-${index + 1}` }),
	);
	const facts: Facts = {
		tenant: 'facts',
		project: { ...project, regions: regions ?? [project.region] },
		actor,
		roles,
		grants: file.actor.roles.map((role) => ({ id: `facts-${role}`, actor: actor.id, role, plus: [], minus: [] })),
		quotas: file.quotas.map(({ limit, used, ...about }) => ({
			...quotaAbout(about),
			...{ limit, used, override: null, window: null, reserved: 0 },
		})),
		bindings,
		waivers: file.waivers,
		...(file.spending === undefined ? {} : { spending: file.spending }),
	};
	return { kind: 'facts', facts };
}
