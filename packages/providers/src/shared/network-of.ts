import type { Network } from '@portcullis/core';
import type { Desired } from '../mapping.js';

/** The network of the project that a resource names; `undefined` where it names none, or none that stands. */
export function networkOf(desired: Desired, name: string | undefined): Network | undefined {
	const found = name === undefined ? undefined : desired.get(`network/${name}`);
	return found?.kind === 'network' ? found : undefined;
}
