import type { PlanAction, PlannedBlock } from '@portcullis/core';
import { valueAt } from '../read/value-at.js';
import { providerOfType } from '../shared/provider-of-type.js';
import { blockAccount } from './block-account.js';
import { blockRegion } from './block-region.js';
import type { Configuration } from './configuration.js';
import { markedPaths, pathTexts } from './marked-paths.js';
import { moduleAddress, modulePath } from './module-path.js';
import type { ChangeShape } from './plan-shape.js';
import type { ProviderRegions } from './provider-regions.js';
import { takeOutSensitive } from './take-out-sensitive.js';

/** What a resource is read with. */
export interface BlockContext {
	readonly configuration: Configuration;
	readonly regions: ProviderRegions;
	/** Takes what is found out beside, by address. */
	readonly details: Map<string, BlockDetails>;
}

/** What is known of a resource and is no part of what a plan says of it. */
export interface BlockDetails {
	/** The zone that its provider names, on gcp. */
	readonly zone: string | undefined;
	/** What its configuration sets; `undefined` for what is in it no more. */
	readonly expressions: unknown;
}

/** Reads one resource of a plan. */
export function readBlock(entry: ChangeShape, action: PlanAction, context: BlockContext): PlannedBlock {
	const { address, type, name, index, provider_name, change } = entry;
	const before = takeOutSensitive(change.before, change.before_sensitive);
	const after = takeOutSensitive(change.after, change.after_sensitive);
	const provider = providerOfType(type);
	const module = modulePath(address);
	const key = `${type}.${name}`;
	const configured = context.configuration.modules.get(moduleAddress(module))?.resources.get(key);
	const expressions = valueAt(configured, 'expressions');
	const unknown = change.after === null || change.after === undefined ? {} : change.after_unknown;
	const region =
		provider === null
			? null
			: blockRegion(
					{ provider, provider_name, module, key },
					{ values: after.values ?? before.values ?? {}, unknown, expressions },
					context.regions,
				);
	const account =
		provider === null
			? undefined
			: blockAccount({ provider, provider_name, module, key }, after.values ?? before.values, context.regions);
	if (entry.deposed === undefined) context.details.set(address, { zone: region?.zone, expressions });
	return {
		address,
		module: moduleAddress(module),
		type,
		name,
		...(index === null || index === undefined ? {} : { index }),
		provider_name,
		provider,
		...(account === undefined ? {} : { account }),
		action,
		imported: typeof change.importing === 'object' && change.importing !== null,
		previous_address: entry.previous_address ?? null,
		deposed: entry.deposed ?? null,
		before: before.values,
		after: after.values,
		unknown: pathTexts(markedPaths(unknown)),
		sensitive: pathTexts([...before.paths, ...after.paths]),
		region: region === null ? null : withoutZone(region),
	};
}

function withoutZone({ zone: _, ...region }: NonNullable<ReturnType<typeof blockRegion>>) {
	return region;
}
