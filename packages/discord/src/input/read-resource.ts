import { ok, type Refused, type ResourceKind } from '@portcullis/core';
import { readLines } from './read-lines.js';
import { type Fields, setField } from './set-field.js';

/** What was typed of a resource, by the name of its field in the form; what was left out is empty or absent. */
export type Typed = { readonly [Name in FormField]?: string | undefined };

/** The fields of forms. */
export type FormField =
	| 'project'
	| 'name'
	| 'size'
	| 'region'
	| 'count'
	| 'engine'
	| 'cidr'
	| 'subnets'
	| 'class'
	| 'nodes'
	| 'more'
	| 'parameters';

/** Puts a resource together from what was typed. Nothing is checked here: the gate names each field at fault. */
export function readResource(
	kind: ResourceKind,
	typed: Typed,
): { readonly kind: 'ok'; readonly value: Fields } | Refused {
	const more = readLines(typed.more ?? '');
	if (more.kind === 'refused') return more;
	const base: Fields = { kind, ...given('name', typed.name), ...given('region', typed.region), ...own(kind, typed) };
	return ok(more.value.reduce((fields, [path, value]) => setField(fields, path, value), base));
}

function own(kind: ResourceKind, typed: Typed): Fields {
	switch (kind) {
		case 'vm':
			return { ...given('size', typed.size), ...given('count', number(typed.count)) };
		case 'database': {
			const [engine, version] = (typed.engine ?? '').trim().split(/\s+/);
			return { ...given('size', typed.size), ...given('engine', engine), ...given('version', version) };
		}
		case 'network':
			return {
				...given('cidr', typed.cidr),
				...given('subnets', typed.subnets === undefined ? undefined : subnets(typed.subnets)),
			};
		case 'storage':
			return given('class', typed.class);
		case 'kubernetes': {
			const [min, max = min] = (typed.nodes ?? '').split('-').map((part) => part.trim());
			return {
				node_pools: [
					{ name: 'default', ...given('size', typed.size), ...given('min', number(min)), ...given('max', number(max)) },
				],
			};
		}
	}
}

function given(name: string, value: unknown): Fields {
	return value === undefined || value === '' ? {} : { [name]: value };
}

function number(text: string | undefined): unknown {
	return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : text;
}

function subnets(text: string): Fields[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.map((line) => {
			const [name, cidr, access] = line.split(/\s+/);
			return { ...given('name', name), ...given('cidr', cidr), ...(access === 'public' ? { public: true } : {}) };
		});
}
