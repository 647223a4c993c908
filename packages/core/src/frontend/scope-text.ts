import { en, type Messages } from './messages.js';

/** Writes where something holds: `project=shop kind=vm`; `everywhere` where nothing narrows it. */
export function scopeText(scope: Readonly<Record<string, string | undefined>>, messages: Messages = en): string {
	const parts = Object.entries(scope).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
	return parts.length === 0 ? messages.everywhere : parts.join(' ');
}
