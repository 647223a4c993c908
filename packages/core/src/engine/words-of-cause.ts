/** The words of whatever was thrown: errors, but also strings, plain objects, and what will not be written as text. */
export function wordsOfCause(cause: unknown): string {
	try {
		if (typeof cause === 'string') return cause;
		const message: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'message') : undefined;
		return typeof message === 'string' && message !== '' ? message : 'it failed without a word';
	} catch {
		return 'it failed without a word';
	}
}
