import type { Resource } from '../model/resource.js';
import { valueAt } from '../util/value-at.js';
import type { FieldPath } from './suggestion.js';

/** Switches, and how they are safe. */
const safely: readonly (readonly [path: FieldPath, safe: boolean])[] = [
	[['encryption'], true],
	[['tls'], true],
	[['deletion_protection'], true],
	[['high_availability'], true],
	[['private_nodes'], true],
	[['versioning'], true],
	[['flow_logs'], true],
	[['backups', 'enabled'], true],
	[['backups', 'point_in_time'], true],
	[['public_ip'], false],
	[['public_access'], false],
	[['public_endpoint'], false],
	[['imds_v1'], false],
];

/** Numbers of which less is less safe. */
const noLess: readonly FieldPath[] = [['backups', 'retention_days'], ['soft_delete_days'], ['expire_after_days']];

/** Lists that let somebody in: nothing may be added to them. */
const openings: readonly FieldPath[] = [['ingress'], ['authorized_cidrs']];

/**
 * Whether a resource would be less safe than it is: a switch turned the wrong way, backups kept for less, somebody more
 * let in, a key of the customer's own given up, a subnet made public. Whatever a policy asks for, that is never suggested.
 */
export function isLessSafe(before: Resource, after: Resource): boolean {
	const changed = (path: FieldPath) => [valueAt(before, path), valueAt(after, path)] as const;
	return (
		safely.some(([path, safe]) => {
			const [old, now] = changed(path);
			return old === safe && now !== safe;
		}) ||
		noLess.some((path) => {
			const [old, now] = changed(path);
			return typeof old === 'number' ? typeof now !== 'number' || now < old : isSooner(path, now);
		}) ||
		openings.some((path) => {
			const [old, now] = changed(path);
			const had = new Set(letIn(old));
			return letIn(now).some((who) => !had.has(who));
		}) ||
		(valueAt(before, ['encryption_key']) !== undefined && valueAt(after, ['encryption_key']) === undefined) ||
		publicSubnets(after).some((name) => !publicSubnets(before).includes(name))
	);
}

// What is kept for ever is not to be deleted after some days.
function isSooner(path: FieldPath, now: unknown): boolean {
	return path[0] === 'expire_after_days' && now !== undefined;
}

// A rule of a network names its sources; a list of ranges holds them itself.
function letIn(list: unknown): string[] {
	if (!Array.isArray(list)) return [];
	return list.flatMap((entry: unknown) => {
		if (typeof entry !== 'object' || entry === null) return [JSON.stringify(entry)];
		const { sources, name: _, ...what } = Object.fromEntries(Object.entries(entry));
		const from: unknown[] = Array.isArray(sources) ? sources : [];
		return from.map((source) => JSON.stringify([what, source]));
	});
}

function publicSubnets(resource: Resource): string[] {
	if (resource.kind !== 'network') return [];
	return resource.subnets.filter((subnet) => subnet.public).map(({ name }) => name);
}
