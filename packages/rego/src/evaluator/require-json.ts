import { isUtf8 } from 'node:buffer';
import { EvaluationError } from './evaluation-error.js';

/**
 * Makes sure that bytes are one JSON document. A module's own reader passes over a missing comma and over what stands
 * behind the document.
 *
 * @throws EvaluationError with the code
 */
export function requireJson(bytes: Uint8Array, code: EvaluationError['code'], what: string): void {
	if (!isUtf8(bytes)) throw new EvaluationError(code, `${what}: not UTF-8`);
	try {
		JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
	} catch (cause) {
		throw new EvaluationError(code, `${what}: ${cause instanceof Error ? cause.message : 'not JSON'}`, { cause });
	}
}
