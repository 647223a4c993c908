import { fileURLToPath } from 'node:url';
import { PortcullisError } from '../model/portcullis-error.js';

/** Where a store's URL points. */
export type StorePlace = { readonly kind: 'memory' } | { readonly kind: 'file'; readonly path: string };

/**
 * Reads the URL of a store: `memory:` or `file:PATH`. The path is taken as it stands; only after `file://` is it
 * percent-decoded, as in any file URL.
 *
 * @throws PortcullisError `STORE_URL_UNKNOWN`
 */
export function parseStoreUrl(url: string): StorePlace {
	if (url === 'memory:') return { kind: 'memory' };
	if (url.startsWith('file://')) {
		try {
			return { kind: 'file', path: fileURLToPath(url) };
		} catch (cause) {
			throw unknown(`${url} is not the URL of a file on this machine; write file:PATH.`, cause);
		}
	}
	if (url.startsWith('file:') && url.length > 'file:'.length) return { kind: 'file', path: url.slice('file:'.length) };
	if (url === '' || url === 'file:') throw unknown("A store's URL is memory: or file:PATH.");
	const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(url)?.[1];
	// What stands behind an unknown scheme may be a password: it is not repeated.
	if (scheme !== undefined) throw unknown(`A store's URL starts with memory: or file:PATH, and not with ${scheme}:.`);
	throw unknown(`${url} is a path; a store's URL is file:${url}, or memory:.`);
}

function unknown(message: string, cause?: unknown): PortcullisError {
	return new PortcullisError('STORE_URL_UNKNOWN', message, { cause });
}
