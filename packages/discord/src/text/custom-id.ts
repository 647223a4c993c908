// With its version: a button of an earlier one is told apart, and not misread.
const prefix = 'pc1';

/** What a button or a modal stands for. */
export interface CustomId {
	readonly action: string;
	readonly parts: readonly string[];
}

/**
 * Writes what a button stands for. It grants nothing: rights are looked up when it is clicked.
 *
 * @throws RangeError for more than Discord's 100 characters, and for a part that could not be told from two
 */
export function customId(action: string, ...parts: readonly string[]): string {
	const id = [prefix, action, ...parts].join(':');
	if (id.length > 100) throw new RangeError(`custom_id ${id} has more than 100 characters`);
	if (id.split(':').length !== parts.length + 2) throw new RangeError(`a part of custom_id ${id} holds a colon`);
	return id;
}

/** Reads it; `null` for what is not ours, or of another version. */
export function readCustomId(id: string): CustomId | null {
	const [first, action, ...parts] = id.split(':');
	return first === prefix && action !== undefined && action !== '' ? { action, parts } : null;
}

/** A digest as it stands in a custom_id, where 64 hexadecimal digits are too long. */
export function packDigest(digest: string): string {
	return Buffer.from(digest, 'hex').toString('base64url');
}

/** The digest again. */
export function unpackDigest(packed: string): string {
	return Buffer.from(packed, 'base64url').toString('hex');
}
