/** Base documents, below `data`: an object, or JSON or YAML as text, whose numbers keep all their digits. */
export type Documents = Readonly<Record<string, unknown>> | string | Uint8Array;

const encoder = new TextEncoder();

/** The bytes under which the Go program reads base documents. */
export function documentBytes(documents: Documents): Uint8Array {
	return typeof documents === 'string' || documents instanceof Uint8Array ? textBytes(documents) : jsonBytes(documents);
}

/** The bytes of a text. */
export function textBytes(text: string | Uint8Array): Uint8Array {
	return typeof text === 'string' ? encoder.encode(text) : text;
}

/**
 * The bytes of a value as JSON.
 *
 * @throws TypeError for what JSON cannot carry: a function, a BigInt, a cycle
 */
export function jsonBytes(value: unknown): Uint8Array {
	const text = JSON.stringify(value);
	if (text === undefined) throw new TypeError(`${typeof value} is no value that JSON can carry`);
	return encoder.encode(text);
}
