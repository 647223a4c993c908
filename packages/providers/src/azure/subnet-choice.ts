import { type Network, PortcullisError } from '@portcullis/core';
import type { TfText } from '../cdk/tf-text.js';
import type { Desired } from '../mapping.js';
import { networkOf } from '../shared/network-of.js';
import type { AzureScope } from './azure-scope.js';

/**
 * {@link networkOf} for what is written: a network that is named and not there must not turn into none.
 *
 * @throws PortcullisError `DOCUMENT_UNSAFE` where it is not there, which core refuses before
 */
export function networkFor(desired: Desired, name: string | undefined): Network | undefined {
	const network = networkOf(desired, name);
	if (name !== undefined && network === undefined) {
		throw new PortcullisError('DOCUMENT_UNSAFE', `network ${name} is not among the resources of the project`);
	}
	return network;
}

/** Remembers the id of a subnet in the document for those that join it. */
export function rememberSubnet({ scope }: AzureScope, network: string, subnet: string, id: TfText): void {
	scope.once(`subnet ${network}/${subnet}`, () => id);
}

/**
 * A reference to a subnet of a network in the document.
 *
 * @throws PortcullisError `DOCUMENT_UNSAFE` for one that is not there, which `check` refuses before
 */
export function subnetReference({ scope }: AzureScope, network: string, subnet: string | undefined): TfText {
	return scope.once(`subnet ${network}/${subnet}`, () => {
		throw new PortcullisError('DOCUMENT_UNSAFE', `network ${network} has no subnet ${subnet ?? 'that fits'}`);
	});
}
