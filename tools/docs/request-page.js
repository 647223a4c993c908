/**
 * What the JSON Schema says of one field.
 *
 * @typedef {object} Field
 * @property {string} [type]
 * @property {string} [description]
 * @property {unknown} [const]
 * @property {readonly unknown[]} [enum]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {unknown} [default]
 * @property {Field} [items]
 * @property {Readonly<Record<string, Field>>} [properties]
 * @property {readonly string[]} [required]
 * @property {readonly Field[]} [oneOf]
 * @property {readonly Field[]} [anyOf]
 */

const top = `# The fields of a request

What a resource can be asked to be, a table a kind, made of the JSON Schema of a request by \`npm run schemas\`. How editors
show the same is said in [the command](command.md#settings), what each cloud makes of it in [providers](providers.md).`;

/**
 * The page docs/request.md: the fields of every kind of resource.
 *
 * @param {Field} schema of a request
 */
export function requestPage(schema) {
	const resource = schema.anyOf?.[0]?.properties?.resources?.items;
	const kinds = (resource?.oneOf ?? []).map(({ properties: { kind = {}, ...properties } = {}, required = [] }) =>
		[
			`## ${kind.const}`,
			`${kind.description}`,
			['| field | value | left out | what it is |', '|---|---|---|---|', ...rows({ properties, required }, '')].join(
				'\n',
			),
		].join('\n\n'),
	);
	return `${[top, ...kinds].join('\n\n')}\n`;
}

/**
 * @param {Field} object
 * @param {string} path of it
 * @returns {readonly string[]}
 */
function rows({ properties = {}, required = [] }, path) {
	return Object.entries(properties).flatMap(([name, field]) => [
		`| \`${path}${name}\` | ${valueText(field)} | ${required.includes(name) ? 'must be given' : defaultText(field)} | ${field.description} |`,
		...rows(field, `${path}${name}.`),
		...rows(field.items ?? {}, `${path}${name}[].`),
	]);
}

/**
 * @param {Field} field
 * @returns {string}
 */
function valueText({ type, const: only, enum: words, minimum, maximum, items, properties }) {
	if (only !== undefined) return `\`${only}\``;
	if (words !== undefined) return words.map((word) => `\`${word}\``).join(', ');
	if (type === 'integer') return `${minimum} to ${maximum}`;
	if (type === 'boolean') return '`true`, `false`';
	if (type === 'array') return items?.properties === undefined ? 'list of text' : 'list';
	return type === 'string' ? 'text' : properties === undefined ? 'map of text' : '';
}

/** @param {Field} field */
function defaultText({ default: standard, properties }) {
	// What stands within says its own.
	if (standard === undefined || properties !== undefined) return '';
	return `\`${JSON.stringify(standard).replaceAll('"', '')}\``;
}
