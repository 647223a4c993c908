import type { Change, Deployment } from '@portcullis/core';
import { harmless } from './harmless.js';

/** Writes what a deployment does in a few words: `create vm/db, vm/web in project shop`. */
export function deploymentTitle({ action, project, changes }: Deployment): string {
	const shown = changes.slice(0, 5).map(({ address }) => address);
	const more = changes.length > shown.length ? ` and ${changes.length - shown.length} more` : '';
	return harmless(`${action} ${shown.join(', ')}${more} in project ${project}`);
}

/**
 * Writes one change with all that is asked for: `create vm/web: size=e2-small region=us-central1 …`; of a resource that
 * is modified, only what differs: `modify vm/web: size=e2-small -> e2-medium`.
 */
export function describeChange({ address, before, after }: Change): string {
	const old = new Map(fieldsOf(before));
	const now = new Map(fieldsOf(after));
	if (after === null) return harmless(`delete ${address}`);
	if (before === null)
		return harmless(`create ${address}: ${[...now].map(([key, text]) => `${key}=${text}`).join(' ')}`);
	const keys = [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key));
	const differences = keys.map((key) => `${key}=${old.get(key) ?? 'nothing'} -> ${now.get(key) ?? 'nothing'}`);
	return harmless(`modify ${address}: ${differences.length === 0 ? 'nothing differs' : differences.join(' ')}`);
}

function fieldsOf(value: object | null, prefix = ''): [string, string][] {
	return Object.entries(value ?? {}).flatMap(([key, field]): [string, string][] => {
		// The address says both.
		if (prefix === '' && (key === 'kind' || key === 'name')) return [];
		if (typeof field === 'object' && field !== null) return fieldsOf(field, `${prefix}${key}.`);
		const text = String(field);
		return [[`${prefix}${key}`, /\s|^$/.test(text) ? JSON.stringify(text) : text]];
	});
}
