import { failure } from './failure.js';
import type { Outcome } from './outcome.js';

/**
 * What was thrown, as a failure: a fault that core names keeps its code; anything else is a bug of ours. Nobody wants a
 * stack trace; with `PORTCULLIS_DEBUG` set it is there.
 */
export function thrownFailure(error: unknown, env: Readonly<Record<string, string | undefined>>): Outcome {
	const message = error instanceof Error ? error.message : String(error);
	const stack = error instanceof Error && (env.PORTCULLIS_DEBUG ?? '') !== '' ? `\n${error.stack ?? ''}` : '';
	if (isPortcullisError(error)) return failure({ code: error.code, message: `${message}${stack}` });
	return failure({
		code: 'INTERNAL',
		message: `${message}${stack}`,
		hint: 'this is a bug in portcullis; PORTCULLIS_DEBUG=1 shows where',
	});
}

// Told by its name: its class is core's, and core may never have been loaded.
function isPortcullisError(error: unknown): error is Error & { readonly code: string } {
	return error instanceof Error && error.name === 'PortcullisError' && 'code' in error;
}
