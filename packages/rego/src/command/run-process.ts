import { configureToolbox } from '../toolbox/shared-toolbox.js';
import type { CommandStream } from './command-io.js';
import { runRegoCommand } from './run-rego-command.js';

/**
 * Runs the command in this process, which it takes for its own. The exit status is set and the process left to end by
 * itself, so that all output is written.
 */
export async function runProcess(argv: readonly string[]): Promise<void> {
	// A flag of the whole process: cold, V8's first tier compiles several times faster than it optimises.
	configureToolbox({ baselineOnly: true });
	process.exitCode = await runRegoCommand(argv, {
		stdin: process.stdin,
		stdout: untilClosed(process.stdout),
		stderr: untilClosed(process.stderr),
		cwd: process.cwd(),
		env: process.env,
	});
}

// `portcullis-rego test | head -1`: the reader goes away in the middle; the exit status still says how it ended.
function untilClosed(stream: NodeJS.WriteStream): CommandStream {
	let open = true;
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') throw error;
		open = false;
	});
	return { isTTY: stream.isTTY, write: (text) => open && stream.write(text) };
}
