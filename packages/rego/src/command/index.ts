export type { CommandIo, CommandStream } from './command-io.js';
export { type RegoCommandOptions, runRegoCommand } from './run-rego-command.js';
