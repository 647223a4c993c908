import { listAt, valueAt } from '../read/value-at.js';
import { moduleAddress } from './module-path.js';

/** A module of the configuration, as a plan tells of it. */
export interface ConfiguredModule {
	/** `module.web.module.db`; empty for the root. */
	readonly address: string;
	/** The module that calls it; `null` for the root. */
	readonly parent: ConfiguredModule | null;
	/** What the call hands over, by the name of the variable. */
	readonly inputs: unknown;
	readonly variables: unknown;
	/** Folder of its sources relative to the root's, where all calls that lead to it name a local one. */
	readonly folder: string | null;
	/** Its resources by their address in it: `aws_instance.front`, `data.aws_ami.debian`. */
	readonly resources: ReadonlyMap<string, unknown>;
}

/** One configuration of a provider. */
export interface ProviderConfiguration {
	readonly key: string;
	readonly name: string;
	readonly full_name: string | undefined;
	/** The address of the module in which it stands. */
	readonly module: string;
	readonly expressions: unknown;
}

/** The configuration of a plan, by address. */
export interface Configuration {
	readonly modules: ReadonlyMap<string, ConfiguredModule>;
	readonly providers: ReadonlyMap<string, ProviderConfiguration>;
}

/** Reads modules and configurations of providers. What is not of the shape that Terraform writes is left out. */
export function readConfiguration(configuration: unknown): Configuration {
	const modules = new Map<string, ConfiguredModule>();
	const add = (module: unknown, path: readonly string[], parent: ConfiguredModule | null, call: unknown): void => {
		const own: ConfiguredModule = {
			address: moduleAddress(path),
			parent,
			inputs: valueAt(call, 'expressions'),
			variables: valueAt(module, 'variables'),
			folder: parent === null ? '' : folderOf(parent.folder, valueAt(call, 'source')),
			resources: resourcesOf(module),
		};
		modules.set(own.address, own);
		for (const [name, child] of entriesOf(valueAt(module, 'module_calls'))) {
			add(valueAt(child, 'module'), [...path, name], own, child);
		}
	};
	add(valueAt(configuration, 'root_module'), [], null, undefined);
	const providers = entriesOf(valueAt(configuration, 'provider_config')).map(([key, given]) => {
		const [, inKey = ''] = /^(module\..*):[^:]*$/.exec(key) ?? [];
		const provider: ProviderConfiguration = {
			key,
			name: text(valueAt(given, 'name')) ?? key,
			full_name: text(valueAt(given, 'full_name')),
			module: text(valueAt(given, 'module_address')) ?? inKey,
			expressions: valueAt(given, 'expressions'),
		};
		return [key, provider] as const;
	});
	return { modules, providers: new Map(providers) };
}

function resourcesOf(module: unknown): ReadonlyMap<string, unknown> {
	// A list from elsewhere than JSON may have holes, which map would keep.
	return new Map(
		Array.from(listAt(module, 'resources'), (resource) => [String(valueAt(resource, 'address')), resource]),
	);
}

// A source that begins with a dot is a folder beside the caller's; all others are fetched from somewhere.
function folderOf(parent: string | null, source: unknown): string | null {
	if (parent === null || typeof source !== 'string' || !/^\.\.?(?:\/|\\|$)/.test(source)) return null;
	const steps: string[] = [];
	for (const step of `${parent}/${source.replaceAll('\\', '/')}`.split('/')) {
		if (step === '' || step === '.') continue;
		if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
		else steps.push(step);
	}
	return steps.join('/');
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

const entriesOf = (value: unknown): [string, unknown][] =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
