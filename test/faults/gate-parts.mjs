// What a gate is made of, for the fault tests' own process and for those that it kills.
import { createEngine } from '../../packages/core/dist/index.js';
import { createCatalogue, defaultBundle, tenantDefaults } from '../../packages/policies/dist/index.js';
import { createProviders } from '../../packages/providers/dist/index.js';

export const parts = {
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
};
