import stackTrace from 'cdktf/lib/tokens/private/stack-trace.js';

/**
 * Runs work during which cdktf records no stack trace for each of its tokens. They are 95 % of the time that
 * constructs take, and all they do is make the text of some errors longer.
 *
 * This is a private path of cdktf, which is why its version is pinned exactly; a test fails where it has no effect.
 */
export function withoutStackTraces<Result>(work: () => Result): Result {
	const captured = stackTrace.captureStackTrace;
	stackTrace.captureStackTrace = () => [];
	try {
		return work();
	} finally {
		stackTrace.captureStackTrace = captured;
	}
}
