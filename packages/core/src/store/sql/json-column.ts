import { PortcullisError } from '../../model/portcullis-error.js';

/**
 * Reads a column of JSON. What it holds was written from a value of the same type, so only its syntax is looked at.
 *
 * @param where the table and column, for the message
 * @throws PortcullisError `STORE_DAMAGED` where the text is not JSON
 */
export function parseJson<Value>(text: string, where: string): Value {
	try {
		return JSON.parse(text) as Value;
	} catch (cause) {
		throw new PortcullisError('STORE_DAMAGED', `${where} holds text that is not JSON: ${text.slice(0, 80)}`, { cause });
	}
}
