import type { Style } from '../render/style.js';
import type { JsonDocument } from './json-document.js';
import type { Outcome } from './outcome.js';

/** An outcome that went well. */
export function done(document: JsonDocument, text: (style: Style) => string, notes: readonly string[] = []): Outcome {
	return { status: 0, document, text, ...(notes.length === 0 ? {} : { notes }) };
}
