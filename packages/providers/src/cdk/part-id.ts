import { type TfId, tfId } from './tf-id.js';

/**
 * The name of a block that is a part of a resource, such as a subnet of a network: `partId('network', 'main', 'a')` is
 * `network_main_a`. A hyphen becomes two underscores, and a single one stands between parts, so that subnet `b` of
 * network `main-a` and subnet `a-b` of network `main` are two blocks: names neither begin nor end with a hyphen.
 *
 * @throws PortcullisError `DOCUMENT_UNSAFE` for anything but lower-case letters, digits and hyphens
 */
export function partId(...parts: readonly [string, ...string[]]): TfId {
	return tfId(parts.map((part) => part.replaceAll('-', '--')).join('-'));
}

/** The parts that {@link partId} joined. */
export function partsOf(id: string): readonly string[] {
	return id.split(/(?<!_)_(?!_)/).map((part) => part.replaceAll('__', '-'));
}
