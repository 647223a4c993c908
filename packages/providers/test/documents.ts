import { addressOf, type Resource, type TerraformDocument } from '@portcullis/core';

/** The blocks of a document's resources by address: `google_compute_network.network_main`. */
export function blocksOf(document: TerraformDocument | undefined): ReadonlyMap<string, Record<string, unknown>> {
	const resources = (document?.resource ?? {}) as Record<string, Record<string, Record<string, unknown>>>;
	return new Map(
		Object.entries(resources).flatMap(([type, named]) =>
			Object.entries(named).map(([name, body]) => [`${type}.${name}`, body] as const),
		),
	);
}

/** The addresses of blocks that two documents do not have alike, in order. */
export function differences(before: TerraformDocument | undefined, after: TerraformDocument | undefined): string[] {
	const [a, b] = [blocksOf(before), blocksOf(after)];
	return [...new Set([...a.keys(), ...b.keys()])]
		.filter((address) => JSON.stringify(a.get(address)) !== JSON.stringify(b.get(address)))
		.sort();
}

/** Resources as a provider's `check` wants them. */
export function desiredOf(...resources: readonly Resource[]): ReadonlyMap<string, Resource> {
	return new Map(resources.map((resource) => [addressOf(resource), resource]));
}
