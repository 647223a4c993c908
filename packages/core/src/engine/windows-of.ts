import { localTime, occurrenceAt } from '../model/change-window.js';
import type { Won } from './bind.js';
import type { PolicyInput } from './policy-input.js';
import { windowParameters } from './window-parameters.js';

type Windows = PolicyInput['windows'];

/**
 * Works the windows of bindings out to instants: of each the occurrence that now lies in, or the next one. By policy, one
 * list for each binding that is handed over, in the order of `bound`.
 *
 * @param now milliseconds since 1970
 */
export function windowsOf(won: readonly Won[], now: number): Windows {
	const windows: Windows = {};
	for (const { id, binding, policy, fault } of won) {
		if (fault !== null || policy?.metadata.windows === undefined) continue;
		const groups = windows[id] ?? [];
		groups.push(occurrencesOf(windowParameters(policy.metadata, binding.parameters), now));
		windows[id] = groups;
	}
	return windows;
}

function occurrencesOf(read: ReturnType<typeof windowParameters>, now: number): Windows[string][number] {
	// Parameters that cannot be read are the fault of their binding, which is not handed over.
	if (read.kind === 'unreadable') throw new TypeError('windows were not checked');
	const { windows, timeZone } = read.value;
	return windows.flatMap((window) => {
		const found = occurrenceAt(window, timeZone, now);
		return found === null ? [] : [{ name: window.name, ...found, ends: localTime(timeZone, found.ends_at) }];
	});
}
