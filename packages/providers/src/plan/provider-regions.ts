import type { PlannedRegion, ProviderId } from '@portcullis/core';
import { valueAt } from '../read/value-at.js';
import { regionIn, regionOfZone } from '../shared/region-form.js';
import type { Configuration, ConfiguredModule, ProviderConfiguration } from './configuration.js';
import { moduleAddress } from './module-path.js';
import { type RootVariables, resolveExpression } from './resolve-expression.js';

/** What has a provider: enough of a resource to find its configuration. */
export interface OfProvider {
	readonly provider: ProviderId;
	readonly provider_name: string;
	/** Names of the calls that lead to its module. */
	readonly module: readonly string[];
	/** `aws_instance.front` */
	readonly key: string;
}

/** A zone and who said it, as {@link PlannedRegion} has a region. */
export type PlannedZone = PlannedRegion & { readonly zone?: string };

/** Where the configuration of its provider puts a resource that does not say it itself. */
export interface ProviderRegions {
	region(resource: OfProvider): PlannedRegion;
	/** The zone, and its region; gcp's provider alone may name one. */
	zone(resource: OfProvider): PlannedZone;
	/** The account, project or subscription that it names; `undefined` where it names none, or may be one of several. */
	account(resource: OfProvider): string | undefined;
}

/** What helps where the plan does not say. */
export interface RegionHelp {
	readonly variables: RootVariables;
	/** The default that was given for a cloud; `undefined` where none was. */
	readonly byDefault: (provider: ProviderId) => string | undefined;
	/** The region that others of the same module and key show; plans of before Terraform 1.1 need it. */
	readonly shownBy: (module: string, key: string) => string | undefined;
}

const accountAttributes: Readonly<Record<ProviderId, string>> = {
	gcp: 'project',
	aws: 'allowed_account_ids',
	azure: 'subscription_id',
};

/** Finds what a plan's configurations of providers say of regions. */
export function providerRegions(configuration: Configuration, help: RegionHelp): ProviderRegions {
	const regions = new Map<string, PlannedRegion>();

	function regionOf(provider: ProviderId, given: ProviderConfiguration): PlannedRegion {
		const known = regions.get(given.key);
		if (known !== undefined) return known;
		const region =
			attributeOf(provider, given, 'region', regionIn) ??
			(provider === 'gcp' ? attributeOf(provider, given, 'zone', regionOfZone) : undefined) ??
			defaultOf(provider, `provider ${given.key} names no region, so the environment says it`);
		regions.set(given.key, region);
		return region;
	}

	/** One attribute of a provider, and the region in it; `undefined` where it is not set. */
	function attributeOf(
		provider: ProviderId,
		given: ProviderConfiguration,
		attribute: 'region' | 'zone',
		read: (provider: ProviderId, value: unknown) => string | undefined,
	): PlannedZone | undefined {
		const module = configuration.modules.get(given.module);
		if (module === undefined) return undefined;
		const found = resolveExpression(valueAt(given.expressions, attribute), module, help.variables);
		if (found.kind === 'absent') return undefined;
		const what = `${attribute} of provider ${given.key}`;
		if (found.kind === 'unknown') return unknown(`${what}: ${found.reason}`);
		const region = read(provider, found.value);
		if (region === undefined) return unknown(`${what} is none that ${provider} has`);
		const source = found.source === 'constant' ? 'provider' : found.source;
		return attribute === 'zone' ? { region, source, zone: String(found.value) } : { region, source };
	}

	/** The account that a provider is held to; a list of several that are allowed says nothing. */
	function accountOf(provider: ProviderId, given: ProviderConfiguration): string | undefined {
		const module = configuration.modules.get(given.module);
		if (module === undefined) return undefined;
		const expression = valueAt(given.expressions, accountAttributes[provider]);
		const found = resolveExpression(expression, module, help.variables);
		if (found.kind !== 'value') return undefined;
		const list: readonly unknown[] = Array.isArray(found.value) ? found.value : [found.value];
		const [account] = list;
		return list.length === 1 && typeof account === 'string' && account !== '' ? account : undefined;
	}

	function defaultOf(provider: ProviderId, reason: string): PlannedRegion {
		const region = help.byDefault(provider);
		return region === undefined ? unknown(reason) : { region, source: 'default' };
	}

	/** What all configurations say that may be a resource's: one where the plan says which it is. */
	function agreed<Said extends PlannedZone>(resource: OfProvider, one: (given: ProviderConfiguration) => Said) {
		const key = keyOf(resource, configuration.modules.get(moduleAddress(resource.module)));
		const [first, ...others] = candidatesOf(configuration, resource, key).map(one);
		if (first === undefined || others.every(({ region, zone }) => region === first.region && zone === first.zone)) {
			return first;
		}
		const shown = help.shownBy(moduleAddress(resource.module), key);
		if (shown !== undefined) return { region: shown, source: 'provider' } as const;
		return unknown(
			`the plan does not say which configuration of ${key} is meant: plans of Terraform 1.1 or newer do, for all that is still configured`,
		);
	}

	return {
		region: (resource) =>
			agreed(resource, (given) => regionOf(resource.provider, given)) ??
			defaultOf(resource.provider, 'the plan holds no configuration of its provider'),
		zone: (resource) =>
			agreed(
				resource,
				(given) =>
					attributeOf(resource.provider, given, 'zone', regionOfZone) ??
					unknown(`provider ${given.key} names no zone, so the environment says it`),
			) ?? unknown('the plan holds no configuration of its provider'),
		account: (resource) => {
			const key = keyOf(resource, configuration.modules.get(moduleAddress(resource.module)));
			const said = candidatesOf(configuration, resource, key).map((given) => accountOf(resource.provider, given));
			return said.every((one) => one === said[0]) ? said[0] : undefined;
		},
	};
}

/** What the configuration calls a resource's provider. What is configured no more has a key that no configuration has. */
export function keyOf({ module, provider_name, key }: OfProvider, configured: ConfiguredModule | undefined): string {
	const said = valueAt(configured?.resources.get(key), 'provider_config_key');
	if (typeof said === 'string') return said;
	return `${moduleAddress(module)}:${provider_name.split('/').at(-1) ?? provider_name}`;
}

/**
 * The configurations that may be a resource's. Before Terraform 1.1 the key of one in a module names the module alone,
 * and not what was handed down to it, by itself or by name: all that it can be are candidates then.
 */
function candidatesOf(
	{ providers }: Configuration,
	resource: OfProvider,
	key: string,
): readonly ProviderConfiguration[] {
	const exact = providers.get(key);
	if (exact !== undefined) return [exact];
	// A provider of the root without a block has nothing to say.
	if (!key.includes(':')) return [];
	const local = key.slice(key.lastIndexOf(':') + 1);
	const name = local.split('.', 1)[0] ?? local;
	const own = moduleAddress(resource.module);
	const inModule = providers.get(`${own}:${local}`);
	if (inModule !== undefined) return [inModule];
	const handedDown = [...providers.values()].filter(({ full_name, name: other, module }) => {
		const isSame =
			full_name !== undefined && resource.provider_name.includes('/')
				? full_name === resource.provider_name
				: other === name;
		return isSame && (module === '' || own === module || own.startsWith(`${module}.`));
	});
	const hasDefault = handedDown.some(({ key: other, module }) => module === '' && !other.includes('.'));
	// Terraform makes an empty default where there is no block.
	return hasDefault
		? handedDown
		: [...handedDown, { key: name, name, full_name: undefined, module: '', expressions: {} }];
}

const unknown = (reason: string): PlannedRegion => ({ region: null, source: 'unknown', reason });
