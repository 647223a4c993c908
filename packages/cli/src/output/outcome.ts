import type { ExitStatus } from '../exit-status.js';
import type { Style } from '../render/style.js';
import type { JsonDocument } from './json-document.js';

/** What a command comes to, as data: it is printed in one place. */
export interface Outcome {
	readonly status: ExitStatus;
	/** What `--json` writes to standard output. */
	readonly document: JsonDocument;
	/** What is written otherwise: to standard output, or to standard error where the document is an error. */
	readonly text: (style: Style) => string;
	/** Remarks for people, on standard error, with `--json` left out. */
	readonly notes?: readonly string[];
}
