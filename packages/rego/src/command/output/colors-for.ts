import pico from 'picocolors';
import type { CommandIo, CommandStream } from '../command-io.js';

/** Colours, or the same functions leaving text as it is. */
export type Colors = ReturnType<typeof pico.createColors>;

/**
 * The colours of a stream: on a terminal, unless `NO_COLOR` is set (no-color.org), or where `FORCE_COLOR` asks for them;
 * of both, `NO_COLOR` wins.
 */
export function colorsFor(stream: CommandStream, env: CommandIo['env']): Colors {
	const { NO_COLOR = '', FORCE_COLOR = '', TERM } = env;
	const forbidden = FORCE_COLOR === '0' || FORCE_COLOR === 'false';
	const wanted = (FORCE_COLOR !== '' && !forbidden) || (stream.isTTY === true && TERM !== 'dumb' && !forbidden);
	return pico.createColors(NO_COLOR === '' && wanted);
}
