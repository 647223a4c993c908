export type { CommandIo, CommandStream } from './command-io.js';
export { listRegoCommands, type RegoCommandOutline, type RegoOptionOutline } from './list-rego-commands.js';
export { type RegoCommandOptions, runRegoCommand } from './run-rego-command.js';
