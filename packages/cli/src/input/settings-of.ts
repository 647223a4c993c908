import { type Understood, understood } from './input-problem.js';

/** Reads `key=value` texts of an option; the value may hold further equals signs. A key that is given twice is refused. */
export function settingsOf(texts: readonly string[], option: string): Understood<Readonly<Record<string, string>>> {
	const settings = new Map<string, string>();
	for (const text of texts) {
		const at = text.indexOf('=');
		const key = text.slice(0, at);
		const message = at < 1 ? 'must be key=value' : settings.has(key) ? `must name ${key} once only` : undefined;
		if (message !== undefined) {
			return { kind: 'problems', problems: [{ kind: 'problem', path: [option], message, received: text }] };
		}
		settings.set(key, text.slice(at + 1));
	}
	return understood(Object.fromEntries(settings));
}
