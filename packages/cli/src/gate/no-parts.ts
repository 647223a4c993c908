import type { GateOptions } from '@portcullis/core';

/** The parts of a gate that are loaded only where they are needed. */
export type Parts = Pick<GateOptions, 'engine' | 'catalogue' | 'providers' | 'defaults' | 'policyTools' | 'caches'>;

/**
 * The parts of a gate that only looks things up: policies, prices and clouds are not loaded, and asking for them is a
 * bug of ours.
 */
export const noParts: Parts = {
	engine: absent('engine'),
	catalogue: absent('catalogue'),
	providers: [],
	defaults: absent('defaults'),
};

function absent<Part extends object>(name: string): Part {
	return new Proxy({} as Part, {
		get() {
			throw new TypeError(`this command was to do without the ${name}`);
		},
	});
}
