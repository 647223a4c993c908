import { PortcullisError, type TerraformDocument } from '@portcullis/core';

// What tfLiteral writes, and nothing more: runs of $ and %, a CR or BOM with those before it, a bracket, an `e`.
const ownEscape = /\$\{"(?:[$%]+|[$%]*(?:\\r|\\ufeff)|\[|e)"\}/y;
// A reference to an attribute: no function, no operator, no index but a number.
const reference = /\$\{((?:data\.)?[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)((?:\.[a-z_][a-z0-9_]*|\[\d+\])*)\}/y;
const opening = /[$%]\{/g;

/**
 * Refuses a finished document in which anything is a template but our own escapes and references to what the document
 * declares. The last line behind `tfLiteral`, not in its place: a reference that a user typed would look right here.
 *
 * @throws PortcullisError `DOCUMENT_UNSAFE`, naming where
 */
export function auditDocument(document: TerraformDocument): void {
	visit(document, [], addressesOf(document));
}

function visit(value: unknown, path: readonly string[], declared: ReadonlySet<string>): void {
	if (typeof value === 'string') {
		auditText(value, path, declared);
	} else if (Array.isArray(value)) {
		for (const [index, item] of value.entries()) visit(item, [...path, String(index)], declared);
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, item] of Object.entries(value)) {
			auditText(key, [...path, key], declared);
			visit(item, [...path, key], declared);
		}
	}
}

function auditText(text: string, path: readonly string[], declared: ReadonlySet<string>): void {
	opening.lastIndex = 0;
	for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
		ownEscape.lastIndex = found.index;
		reference.lastIndex = found.index;
		const own = ownEscape.exec(text) ?? reference.exec(text);
		// `$${` is how Terraform itself escapes, and turns the reference behind it into text.
		const preceded = /[$%]/.test(text.charAt(found.index - 1));
		if (own === null || preceded || (own[1] !== undefined && !declared.has(own[1]))) {
			throw new PortcullisError(
				'DOCUMENT_UNSAFE',
				`${path.join('.')} holds a template that Portcullis did not write; nothing was written. This is a defect: please report it`,
			);
		}
		opening.lastIndex = found.index + own[0].length;
	}
}

function addressesOf(document: TerraformDocument): ReadonlySet<string> {
	const addresses = new Set<string>();
	for (const [section, prefix] of [
		['resource', ''],
		['data', 'data.'],
	] as const) {
		for (const [type, named] of Object.entries(document[section] ?? {})) {
			for (const name of Object.keys(named as object)) addresses.add(`${prefix}${type}.${name}`);
		}
	}
	for (const name of Object.keys(document.variable ?? {})) addresses.add(`var.${name}`);
	return addresses;
}
