import { fileURLToPath } from 'node:url';
import { PortcullisError } from '../model/portcullis-error.js';

/** Where a store's URL points. */
export type StorePlace =
	| { readonly kind: 'memory' }
	| { readonly kind: 'file'; readonly path: string }
	/** `shown` is the URL without what may be secret. */
	| { readonly kind: 'postgres'; readonly shown: string };

/**
 * Reads the URL of a store: `memory:`, `file:PATH` or `postgres://…`. The path is taken as it stands; only after `file://` is it
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
	if (/^postgres(ql)?:/i.test(url)) return { kind: 'postgres', shown: withoutSecrets(url) };
	if (url === '' || url === 'file:') throw unknown(`A store's URL is ${right}.`);
	const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(url)?.[1];
	// What stands behind an unknown scheme may be a password: it is not repeated.
	if (scheme !== undefined) throw unknown(`A store's URL is ${right}, and does not start with ${scheme}:.`);
	throw unknown(`${url} is a path; a store's URL is file:${url}, or memory:.`);
}

const right = 'memory:, file:PATH or postgres://USER@HOST/DATABASE';

// Of what stands behind the question mark, only where the server is: anything else may be a password or a key.
function withoutSecrets(url: string): string {
	const found =
		/^(?<scheme>postgres(?:ql)?):\/\/(?:(?<user>[^:/?#]*)(?::[^/?#]*)?@)?(?<rest>[^?#@]*)(?:\?(?<query>[^#]*))?$/i.exec(
			url,
		);
	const { scheme = '', user, rest = '', query = '' } = found?.groups ?? {};
	if (found === null) throw unknown(`The URL of the PostgreSQL database cannot be understood; it is ${right}.`);
	const given = new URLSearchParams(query);
	const shown = ['host', 'port'].flatMap((name) => (given.has(name) ? [`${name}=${given.get(name)}`] : []));
	return `${scheme}://${user === undefined ? '' : `${user}@`}${rest}${shown.length === 0 ? '' : `?${shown.join('&')}`}`;
}

function unknown(message: string, cause?: unknown): PortcullisError {
	return new PortcullisError('STORE_URL_UNKNOWN', message, { cause });
}
