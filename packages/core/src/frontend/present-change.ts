import type { Change, Deployment } from '../model/deployment.js';
import type { Action } from '../model/vocabulary.js';
import { en, type Messages } from './messages.js';

/** A field of a resource as text; `null` where there is nothing. */
export interface PresentedField {
	/** `disk.size_gib` */
	readonly path: string;
	readonly before: string | null;
	readonly after: string | null;
}

/** What a deployment does to one resource. */
export interface PresentedChange {
	readonly kind: 'change';
	readonly action: Action;
	readonly address: string;
	/** Of a new one every field, of a changed one those that differ; none where it goes. */
	readonly fields: readonly PresentedField[];
}

/** Presents what a deployment does to one resource. */
export function presentChange({ address, before, after }: Change): PresentedChange {
	if (after === null) return { kind: 'change', action: 'delete', address, fields: [] };
	const old = new Map(fieldsOf(before));
	const now = new Map(fieldsOf(after));
	const paths = [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path));
	const fields = paths.map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }));
	return { kind: 'change', action: before === null ? 'create' : 'modify', address, fields };
}

/**
 * Writes a change on one line: `create vm/web: size=e2-small region=us-central1 …`; of a resource that is modified, only
 * what differs: `modify vm/web: size=e2-small -> e2-medium`.
 */
export function changeText({ action, address, fields }: PresentedChange, messages: Messages = en): string {
	const quoted = (text: string | null) =>
		text === null ? messages.nothing : /\s|^$/.test(text) ? JSON.stringify(text) : text;
	switch (action) {
		case 'delete':
			return messages.deleteOf(address);
		case 'create':
			return messages.createOf(
				address,
				fields.map(({ path, after }) => messages.fieldIs(path, quoted(after))).join(' '),
			);
		case 'modify': {
			const texts = fields.map(({ path, before, after }) => messages.fieldBecomes(path, quoted(before), quoted(after)));
			return messages.modifyOf(address, texts.join(' '));
		}
	}
}

// More are not read in a title.
const namedInTitle = 5;

/** Writes what a deployment does in a few words: `create vm/db, vm/web in project shop`. */
export function deploymentTitle({ action, project, changes }: Deployment, messages: Messages = en): string {
	const shown = messages.listed(changes.slice(0, namedInTitle).map(({ address }) => address));
	const more = changes.length > namedInTitle ? ` ${messages.andMore(changes.length - namedInTitle)}` : '';
	return messages.deployment(action, `${shown}${more}`, project);
}

function fieldsOf(value: object | null, prefix = ''): [string, string][] {
	return Object.entries(value ?? {}).flatMap(([key, field]): [string, string][] => {
		// The address says both.
		if (prefix === '' && (key === 'kind' || key === 'name')) return [];
		if (typeof field === 'object' && field !== null) return fieldsOf(field, `${prefix}${key}.`);
		return [[`${prefix}${key}`, String(field)]];
	});
}
