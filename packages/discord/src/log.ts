import type { Clock } from '@portcullis/core';
import { redact } from './redact.js';

/** Writes one line of the log. */
export type Log = (level: 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, unknown>>) => void;

/**
 * A log of JSON objects, one a line, without tokens.
 *
 * @param write takes a line, without its end
 *
 * @example
 * ```ts
 * import { jsonLog } from '@portcullis/discord';
 *
 * const log = jsonLog(console.log, () => 0);
 * log('info', 'ready', { guilds: 1 }); // {"time":"1970-01-01T00:00:00.000Z","level":"info","event":"ready","guilds":1}
 * ```
 */
export function jsonLog(write: (line: string) => void, clock: Clock): Log {
	return (level, event, fields = {}) =>
		write(redact(JSON.stringify({ time: new Date(clock()).toISOString(), level, event, ...fields })));
}
