import { PortcullisError } from '../model/portcullis-error.js';

/**
 * Runs a transaction that does nothing the second time, once more where the answer to its COMMIT was lost: a writing
 * transaction waits until the lost one has come to its end, so the second knows what became of the first.
 */
export async function onceMore<Value>(run: () => Promise<Value>): Promise<Value> {
	try {
		return await run();
	} catch (cause) {
		if (cause instanceof PortcullisError && cause.code === 'STORE_COMMIT_UNKNOWN') return run();
		throw cause;
	}
}
