/**
 * From resources to Terraform and back, on gcp, aws and azure; plans of Terraform read; templates.
 *
 * @module @portcullis/providers
 */
export { installedProviders } from './cdk/installed-providers.js';
export { providerPackages } from './cdk/load.js';
export { type TfMap, type TfText, tfLiteral, tfMap } from './cdk/tf-text.js';
export * from './create-providers.js';
export { digestInPlace } from './document/digest-in-place.js';
export * from './document/project-folder.js';
export { writeDocument } from './document/write-document.js';
export * from './from-terraform.js';
export * from './gcp/default-zone.js';
export { planText } from './plan/decode-plan.js';
export * from './plan/locate-in-sources.js';
export * from './plan/read-plan.js';
export * from './shared/disk-types.js';
export * from './templates/create-templates.js';
