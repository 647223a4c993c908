import { Toolbox, type ToolboxSettings } from './toolbox.js';

let toolbox: Toolbox | undefined;
let settings: ToolboxSettings = {};

/** The one toolbox of this process, made when it is first asked for. */
export function sharedToolbox(): Toolbox {
	toolbox ??= new Toolbox(settings);
	return toolbox;
}

/** What {@link configureToolbox} was told last, for other threads that load OPA. */
export function toolboxSettings(): ToolboxSettings {
	return settings;
}

/**
 * Says how the toolbox of this process is to be loaded. Call it before anything else: a toolbox that
 * is loaded stays as it is until {@link closeToolbox}.
 *
 * @example
 * ```ts
 * import { configureToolbox } from '@portcullis/rego';
 *
 * // A command that compiles once and ends.
 * configureToolbox({ baselineOnly: true });
 * ```
 */
export function configureToolbox(given: ToolboxSettings): void {
	settings = given;
}

/**
 * Ends the toolbox's thread and frees its memory. A call under way fails with `TOOLBOX_CLOSED`; the next
 * call loads a new one. There is no need to call this before the process ends: a waiting toolbox does not keep it alive.
 *
 * @example
 * ```ts
 * import { closeToolbox } from '@portcullis/rego';
 *
 * await closeToolbox();
 * ```
 */
export async function closeToolbox(): Promise<void> {
	const closing = toolbox;
	toolbox = undefined;
	await closing?.close();
}
