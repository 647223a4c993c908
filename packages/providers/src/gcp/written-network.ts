import type { Dependable } from '../cdk/safe-config.js';
import type { TfText } from '../cdk/tf-text.js';
import type { GcpScope } from './gcp-scope.js';

/** A network that stands in the document already, for what shall stand in it. */
export interface WrittenNetwork {
	readonly id: TfText;
	readonly name: TfText;
	/** The names of its subnets in the cloud, by those of the model. */
	readonly subnets: ReadonlyMap<string, TfText>;
	/** The connection to Google's services, for which a database has to wait. */
	readonly services: Dependable;
}

/** Leaves a network for those that come after it. */
export function keepNetwork({ scope }: GcpScope, name: string, network: WrittenNetwork): void {
	scope.once(key(name), () => network);
}

/**
 * The network of the project that a resource names.
 *
 * @throws Error for one that is not there, which is refused before
 */
export function networkNamed({ scope }: GcpScope, name: string): WrittenNetwork {
	return scope.once<WrittenNetwork>(key(name), () => {
		throw new Error(`there is no network/${name} in the document`);
	});
}

const key = (name: string) => `network/${name}`;
