import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Provider } from '../contracts/provider.js';
import { PortcullisError } from '../model/portcullis-error.js';
import { sessionLifetime } from '../model/session.js';
import type { ProviderId } from '../model/vocabulary.js';
import type { GateOptions } from './gate-options.js';
import { withTenantPolicies } from './tenant-policies.js';

/** The options of a gate with the defaults filled in. */
export interface GateContext extends Required<GateOptions> {
	/** @throws PortcullisError `PROVIDER_MISSING` where the gate was given none for this cloud */
	providerOf(id: ProviderId): Provider;
}

/** Fills in the defaults. */
export function gateContext(options: GateOptions): GateContext {
	return {
		clock: options.store.now,
		// Hexadecimal: an id of base64url can begin with a hyphen, and a command line takes that for an option.
		newId: () => randomBytes(16).toString('hex'),
		sessionLifetime,
		caches: [],
		catalogueOf: () => options.catalogue,
		policyTools: null,
		holder: `process ${process.pid} on ${hostname()}`,
		...options,
		engine: withTenantPolicies(options.engine, options.store, options.policyTools ?? null),
		providerOf(id) {
			const provider = options.providers.find((candidate) => candidate.id === id);
			if (provider === undefined) throw new PortcullisError('PROVIDER_MISSING', `the gate has no provider for ${id}`);
			return provider;
		},
	};
}
