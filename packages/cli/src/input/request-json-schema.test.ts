import { resourceKinds } from '@portcullis/core';
import { expect, it } from 'vitest';
import { requestJsonSchema } from './request-json-schema.js';

interface Node {
	readonly properties?: Readonly<Record<string, Node>>;
	readonly items?: Node;
	readonly anyOf?: readonly Node[];
	readonly oneOf?: readonly Node[];
	readonly const?: unknown;
	readonly description?: string;
}

/** Every field below, by its path: `vm.disk.size_gib`. A choice goes by its kind, type or action. */
function fieldsOf(node: Node, path: string): readonly (readonly [string, string | undefined])[] {
	const { properties = {}, items, anyOf = [], oneOf = [] } = node;
	const word = (properties.kind ?? properties.type ?? properties.action)?.const;
	const here = typeof word === 'string' ? `${path}${word}.` : path;
	return [
		...Object.entries(properties).flatMap(([name, field]) => [
			[`${here}${name}`, field.description] as const,
			...fieldsOf(field, `${here}${name}.`),
		]),
		...[...(items === undefined ? [] : [items]), ...anyOf, ...oneOf].flatMap((below) => fieldsOf(below, here)),
	];
}

const fields = fieldsOf(requestJsonSchema(), '');

it('every field of every kind of resource is looked at, those within others too', () => {
	const paths = fields.map(([path]) => path);
	for (const kind of resourceKinds) expect(paths).toContain(`create.resources.${kind}.name`);
	expect(paths).toContain('modify.resources.kubernetes.node_pools.disk.size_gib');
	expect(paths).toContain('create.resources.network.ingress.ports.from');
	expect(paths).toContain('create.project.backend.s3.use_lockfile');
});

it('every field of a request says in one short sentence what it is for', () => {
	const isShortSentence = (text = '') => /^[A-Z](?:[^.]|\.(?=\S))*\.$/.test(text) && text.length <= 110;
	expect(fields.filter(([, description]) => !isShortSentence(description))).toEqual([]);
});
