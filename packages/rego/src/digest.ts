import { createHash } from 'node:crypto';
import type { Source } from './source.js';

/** Raised when the same sources and the same OPA no longer give the same bytes. */
const COMPILER_REVISION = 1;

/** SHA-256, hexadecimal, over all that the bytes of a compiled module depend on. */
export function digestOf(sources: readonly Source[], entrypoints: readonly string[], opaVersion: string): string {
	const canonical = JSON.stringify([
		'portcullis-rego',
		COMPILER_REVISION,
		opaVersion,
		[...entrypoints].sort(),
		sources.map(({ path, text }) => [path, text]),
	]);
	return createHash('sha256').update(canonical).digest('hex');
}
