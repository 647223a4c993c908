import { main } from '../main.js';
import { processIo } from './process-io.js';

/**
 * Runs the command in this process. The exit status is set and the process left to end by itself, so that all output
 * is written.
 */
export async function runProcess(argv: readonly string[]): Promise<void> {
	process.exitCode = await main(argv, processIo());
}
