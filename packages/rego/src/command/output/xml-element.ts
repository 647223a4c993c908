/**
 * One element of XML, with a line break after it.
 *
 * @param attributes their values are escaped here
 * @param inside XML already: elements, or a text that {@link escapeXml} made safe; empty for an element without content
 *
 * @example
 * ```ts
 * import { escapeXml, xmlElement } from '@portcullis/rego/command';
 *
 * console.log(xmlElement('failure', { message: '"web" < 1' }, escapeXml('a & b')));
 * // <failure message="&quot;web&quot; &lt; 1">a &amp; b</failure>
 * ```
 */
export function xmlElement(
	name: string,
	attributes: Readonly<Record<string, string | number>>,
	inside: string,
): string {
	const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
	return inside === '' ? `<${name}${written.join('')}/>\n` : `<${name}${written.join('')}>${inside}</${name}>\n`;
}

// What XML 1.0 cannot hold even as a reference: https://www.w3.org/TR/xml/#charsets
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const special: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
	'\r': '&#13;',
};

/** A text as XML holds it. What XML cannot hold even as a reference is written as its code, `\u{1b}`. */
export function escapeXml(text: string): string {
	return text
		.replace(impossible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
		.replace(/[&<>"'\r]/g, (character) => special[character] ?? character);
}

// A reader takes an attribute's line breaks and tabs for blanks, unless they are written so.
function escapeAttribute(text: string): string {
	return escapeXml(text).replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
