/** What an element of a drawing may be given. */
export type Attributes = Readonly<Record<string, string | number>>;

/**
 * Writes an element of an SVG drawing. Whatever an attribute holds is escaped; the children are elements, or texts
 * from {@link text}.
 */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
	const written = Object.entries(attributes)
		.map(([key, value]) => ` ${key}="${text(typeof value === 'number' ? rounded(value) : value)}"`)
		.join('');
	return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** A text within an element: nothing in it is taken for markup, and what XML cannot hold is left out. */
export function text(value: string): string {
	return value.replaceAll(unwritable, '').replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

// XML has no way to write these, not even escaped: one of them, and nothing is drawn.
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

// The same drawing on every machine, and no longer than need be.
function rounded(value: number): string {
	return String(Math.round(value * 100) / 100);
}
