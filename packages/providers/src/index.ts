export { installedProviders } from './cdk/installed-providers.js';
export { providerPackages } from './cdk/load.js';
export * from './create-providers.js';
export * from './document/project-folder.js';
export * from './from-terraform.js';
export * from './gcp/default-zone.js';
export * from './templates/create-templates.js';
export * from './vm/disk-types.js';
