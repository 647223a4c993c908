/**
 * A value that both databases keep as it is.
 *
 * The trap: sql.js would cut a text at NUL, PostgreSQL refuses it; and halves of surrogate pairs are written as bytes
 * that are no UTF-8, or as U+FFFD. So both are refused before they are sent: what is written can be read.
 *
 * @throws TypeError
 */
export function keepable(value: unknown): string | number | null | Uint8Array {
	if (typeof value === 'number' || value === null || value instanceof Uint8Array) return value;
	if (typeof value === 'string' && !value.includes('\0') && value.isWellFormed()) return value;
	throw new TypeError(`${JSON.stringify(value) ?? String(value)} cannot be kept in a column`);
}
