/**
 * The command `portcullis-rego`, for programs that carry it.
 *
 * @module @portcullis/rego/command
 */
export type { CommandIo, CommandStream } from './command-io.js';
export { loadPaths } from './files/load-paths.js';
export type { Loaded, LoadedManifest, LoadedSource, LoadOptions } from './files/loaded.js';
export { listRegoCommands, type RegoCommandOutline, type RegoOptionOutline } from './list-rego-commands.js';
export { workflowCommand } from './output/workflow-command.js';
export { escapeXml, xmlElement } from './output/xml-element.js';
export { type RegoCommandOptions, runRegoCommand } from './run-rego-command.js';
