// A call's name, and the key of its instance: module.web["a.b"].module.db[0].
const step = /(?:^|\.)module\.([^.[\]"]+)(?:\[(?:"(?:[^"\\]|\\.)*"|-?\d+)\])?/gy;

/**
 * The names of the calls that lead to a module, outermost first, from its address; keys of instances are left out, as
 * the configuration has none. Empty for the root.
 */
export function modulePath(address: string | undefined): readonly string[] {
	return [...(address ?? '').matchAll(step)].map(([, name]) => name ?? '');
}

/** The address of a module without keys of instances: `module.web.module.db`; empty for the root. */
export function moduleAddress(path: readonly string[]): string {
	return path.map((name) => `module.${name}`).join('.');
}
