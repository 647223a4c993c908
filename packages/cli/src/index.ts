/**
 * The command `portcullis` as a function, and the texts that it shows.
 *
 * @module @portcullis/cli
 */
export { type ExitStatus, exitStatus, refusalStatus, worstStatus } from './exit-status.js';
export type { Io, OutputStream } from './io/io.js';
export { main } from './main.js';
export type {
	ChangeWord,
	ErrorDocument,
	JsonDocument,
	PlacedProblem,
	PreviewedRequest,
} from './output/json-document.js';
export { jsonVersion } from './output/json-text.js';
export { harmless } from './render/harmless.js';
export { renderDecision } from './render/render-decision.js';
export { renderPreview } from './render/render-preview.js';
export { renderSession } from './render/render-session.js';
export { type Colors, plainStyle, type Style, styleFor } from './render/style.js';
