import { addressOf } from '../model/resource.js';
import type { Edit, FieldPath } from './suggestion.js';

/**
 * Makes edits in resources, and leaves what was given as it was. Entries are taken out of lists last and from the end,
 * so that the places that other edits name stay where they are.
 */
export function applyEdits<Item extends Parameters<typeof addressOf>[0]>(
	resources: readonly Item[],
	edits: readonly Edit[],
): Item[] {
	return resources.map((resource) => {
		const address = addressOf(resource);
		const own = edits.filter((edit) => edit.address === address);
		if (own.length === 0) return resource;
		const edited = structuredClone(resource);
		for (const { path, to } of [...own].sort(removalsLast)) put(edited, path, to);
		return edited;
	});
}

function removalsLast(a: Edit, b: Edit): number {
	const [first, second] = [placeOfRemoval(a), placeOfRemoval(b)];
	return second - first;
}

// What is no removal comes before the last place of any list.
function placeOfRemoval({ path, to }: Edit): number {
	const last = path.at(-1);
	return to === null && typeof last === 'number' ? last : Number.MAX_SAFE_INTEGER;
}

function put(resource: object, path: FieldPath, to: unknown): void {
	let node: object = resource;
	for (const step of path.slice(0, -1)) {
		const next: unknown = Reflect.get(node, step);
		if (typeof next !== 'object' || next === null) {
			if (to === null) return;
			const made = {};
			Reflect.set(node, step, made);
			node = made;
		} else node = next;
	}
	const last = path.at(-1);
	if (last === undefined) return;
	if (to !== null) Reflect.set(node, last, to);
	else if (Array.isArray(node) && typeof last === 'number') node.splice(last, 1);
	else Reflect.deleteProperty(node, last);
}
