import { z } from 'zod';
import type { PolicyMetadata } from '../contracts/bundle.js';
import { type ChangeWindow, changeWindowSchema } from '../model/change-window.js';
import { problemsOf } from '../model/problem.js';
import { timeZoneSchema } from '../model/time-zone.js';
import type { Read } from './read-or-explain.js';

/** Windows of a binding's parameters, and the zone that they are in. */
export interface WindowParameters {
	readonly windows: readonly ChangeWindow[];
	/** IANA name. */
	readonly timeZone: string;
}

/** The parameter beside the windows that names their zone; without it they are in UTC. */
export const timeZoneParameter = 'time_zone';

const windowsSchema = z.array(changeWindowSchema);

/**
 * Reads the windows out of parameters that fit the policy's own JSON Schema: that can say what is a text, and not what
 * is a date or a zone. A policy whose METADATA names no windows has none.
 *
 * @returns problems where a window or the zone is none; their paths begin with the parameter
 */
export function windowParameters(
	{ windows: name }: Pick<PolicyMetadata, 'windows'>,
	parameters: Readonly<Record<string, unknown>>,
): Read<WindowParameters> {
	if (name === undefined) return { kind: 'read', value: { windows: [], timeZone: 'UTC' } };
	const windows = windowsSchema.safeParse(parameters[name] ?? []);
	const timeZone = timeZoneSchema.safeParse(parameters[timeZoneParameter] ?? 'UTC');
	if (windows.success && timeZone.success) {
		return { kind: 'read', value: { windows: windows.data, timeZone: timeZone.data } };
	}
	const problems = [[name, windows.error] as const, [timeZoneParameter, timeZone.error] as const].flatMap(
		([parameter, error]) =>
			error === undefined
				? []
				: problemsOf(error, parameters[parameter]).map((found) => ({ ...found, path: [parameter, ...found.path] })),
	);
	return { kind: 'unreadable', problems };
}
