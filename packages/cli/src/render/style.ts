import pico from 'picocolors';
import type { OutputStream } from '../io/io.js';

/** Colours, or the same functions leaving text as it is. */
export type Colors = ReturnType<typeof pico.createColors>;

/** How text is written: for people at a terminal, or for pipes, files and `grep`. */
export interface Style {
	/** `table`: tables and blocks. `lines`: each fact on a line of its own, beginning with what it is. */
	readonly layout: 'table' | 'lines';
	readonly colors: Colors;
}

/** Neither colours nor tables: what goes into a pipe. */
export const plainStyle: Style = { layout: 'lines', colors: pico.createColors(false) };

/**
 * The style for a stream. Tables are for terminals. Colours too, unless `NO_COLOR` is set (no-color.org), or where
 * `FORCE_COLOR` asks for them; of both, `NO_COLOR` wins.
 */
export function styleFor(stream: OutputStream, env: Readonly<Record<string, string | undefined>>): Style {
	const terminal = stream.isTTY === true;
	const forced = (env.FORCE_COLOR ?? '') !== '' && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
	const colored =
		(env.NO_COLOR ?? '') === '' && (forced || (terminal && env.TERM !== 'dumb' && env.FORCE_COLOR !== '0'));
	return { layout: terminal ? 'table' : 'lines', colors: pico.createColors(colored) };
}
