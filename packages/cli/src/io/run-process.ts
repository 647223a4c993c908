import { main } from '../main.js';
import { processIo } from './process-io.js';

/**
 * Runs the command in this process. The exit status is set and the process left to end by itself, so that all output
 * is written.
 */
export async function runProcess(argv: readonly string[]): Promise<void> {
	if (argv.some((word) => /^(?:policy|--conftest(?:=.*)?)$/s.test(word))) {
		const { configureToolbox } = await import('@portcullis/rego');
		// It compiles, and this process is ours: cold, V8's first tier compiles several times faster than it optimises.
		configureToolbox({ baselineOnly: true });
	}
	process.exitCode = await main(argv, processIo());
}
