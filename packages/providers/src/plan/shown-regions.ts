import { listAt, valueAt } from '../read/value-at.js';
import { shownRegion } from './block-region.js';
import type { Configuration } from './configuration.js';
import { moduleAddress, modulePath } from './module-path.js';
import type { PlanShape } from './plan-shape.js';

/**
 * The regions that what was read or stands already shows, by module and key of the provider: the ARN of an image that a module
 * looked up says in which region the module's provider is. For plans of before Terraform 1.1, where the configuration
 * leaves it open. Of two that differ neither is taken.
 */
export function shownRegions(
	plan: PlanShape,
	configuration: Configuration,
): (module: string, key: string) => string | undefined {
	let shown: Map<string, Set<string>> | undefined;
	return (module, key) => {
		shown ??= collect();
		const regions = [...(shown.get(`${module} ${key}`) ?? [])];
		return regions.length === 1 ? regions[0] : undefined;
	};

	function collect(): Map<string, Set<string>> {
		const found = new Map<string, Set<string>>();
		const note = (module: unknown, resource: string, values: unknown) => {
			const path = moduleAddress(modulePath(typeof module === 'string' ? module : undefined));
			const key = valueAt(configuration.modules.get(path)?.resources.get(resource), 'provider_config_key');
			const region = shownRegion(values);
			if (typeof key !== 'string' || region === undefined) return;
			// The key alone is not enough: it has the name of the last call only, which two modules may share.
			const own = `${path} ${key}`;
			found.set(own, (found.get(own) ?? new Set()).add(region));
		};
		for (const { address, type, name, mode, change } of plan.resource_changes) {
			if (type.startsWith('aws_')) note(address, `${mode === 'data' ? 'data.' : ''}${type}.${name}`, change.after);
		}
		for (const { module, resource } of priorResources(valueAt(plan.prior_state, 'values', 'root_module'))) {
			const [type, name, mode] = ['type', 'name', 'mode'].map((field) => String(valueAt(resource, field)));
			if (type?.startsWith('aws_'))
				note(module, `${mode === 'data' ? 'data.' : ''}${type}.${name}`, valueAt(resource, 'values'));
		}
		return found;
	}
}

function priorResources(module: unknown): { readonly module: unknown; readonly resource: unknown }[] {
	const address = valueAt(module, 'address');
	return [
		...listAt(module, 'resources').map((resource) => ({ module: address, resource })),
		...listAt(module, 'child_modules').flatMap(priorResources),
	];
}
