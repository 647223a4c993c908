/**
 * The default policies, compiled, with the bindings and roles that a tenant starts with, and the price catalogue.
 *
 * @module @portcullis/policies
 */
export { createCatalogue } from './catalogue/create-catalogue.js';
export { type PriceSource, priceSources } from './catalogue/price-sources.js';
export { type CompiledBundle, compileBundle, entrypoint } from './compile-bundle.js';
export { createPolicyTools, type PolicyToolsOptions } from './create-policy-tools.js';
export { defaultBundle, readBundle } from './default-bundle.js';
export { type OpenEngine, openEngine } from './open-engine.js';
export { defaultBindings, defaultRoles, tenantDefaults } from './tenant-defaults.js';
