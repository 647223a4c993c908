import type { Caller, Clock, Gate, Result } from '@portcullis/core';

/** Lists that are offered while people type: as the asker may see them, and up to half a minute old. */
export interface Lookup {
	/** What a list holds; empty where it cannot be read. */
	list<Item>(caller: Caller, name: string, read: (gate: Gate) => Promise<Result<Item[]>>): Promise<readonly Item[]>;
	/** Forgets what a tenant's lists held, after something was changed. */
	forget(tenant: string): void;
}

const fresh = 30_000;
const most = 2000;

/**
 * Makes a {@link Lookup}. Each asker has their own: a list that was read for one would show another what they may not see.
 * Facts that decide are never taken from here.
 */
export function createLookup(gate: Gate, clock: Clock): Lookup {
	const lists = new Map<string, { readonly items: Promise<readonly unknown[]>; readonly until: number }>();
	return {
		list<Item>(caller: Caller, name: string, read: (gate: Gate) => Promise<Result<Item[]>>) {
			const key = [caller.tenant, caller.actor.id, caller.groups?.join() ?? '', name].join('\n');
			const found = lists.get(key);
			// The key names what was read, so what is there is of that type.
			if (found !== undefined && found.until > clock()) return found.items as Promise<readonly Item[]>;
			if (lists.size >= most) lists.clear();
			const items = read(gate).then(
				(result): readonly Item[] => (result.kind === 'ok' ? result.value : []),
				(): readonly Item[] => [],
			);
			lists.set(key, { items, until: clock() + fresh });
			return items;
		},
		forget(tenant) {
			for (const key of lists.keys()) if (key.startsWith(`${tenant}\n`)) lists.delete(key);
		},
	};
}
