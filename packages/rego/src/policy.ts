import type { Facts, Place } from './facts.js';
import type { RegoErrorDetail } from './rego-error.js';

/** A JSON Schema, as METADATA writes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a policy's METADATA says, so that nobody needs its source to use it. */
export interface Policy {
	/** The package's path below `policies`: `cost.hourly_limit`, `custom.vm_names`. */
	readonly id: string;
	/** The whole path: `policies.cost.hourly_limit`. */
	readonly package: string;
	/** The source that holds the METADATA. */
	readonly file: string;
	readonly title: string;
	readonly description: string;
	/** What the policy is to judge, one of the host's kinds of subject. */
	readonly subject?: string;
	/** The fields of a subject that the policy reads. */
	readonly reads: readonly string[];
	/** The kinds of resource that it judges; absent: all. */
	readonly kinds?: readonly string[];
	/** The providers that it judges; absent: all. */
	readonly providers?: readonly string[];
	/** The actions that it judges; absent: all. */
	readonly actions?: readonly string[];
	/** What a violation says, with fields in braces for the host to fill in. */
	readonly message?: string;
	/** What would help, with fields in braces for the host to fill in. */
	readonly hint?: string;
	/** The schema of a binding's parameters. */
	readonly parameters?: JsonSchema;
	/** The whole custom block, for fields that only the host knows. */
	readonly custom: Readonly<Record<string, unknown>>;
}

/** What a policy answers with. */
const ANSWERS: readonly string[] = ['pass', 'fail'];

const LISTS = ['reads', 'kinds', 'providers', 'actions'] as const;
const TEXTS = ['subject', 'message', 'hint'] as const;

/**
 * Takes the policies out of the METADATA of packages: those below `policies`, and
 * `custom.*`, where a tenant's own may stand. Others, such as the entrypoint's, are none. One there that answers as
 * policies do and has no METADATA is an error: a binding of `security.*` would pass over it without a word.
 */
export function policiesOf({ annotations, files }: Facts): { policies: Policy[]; errors: RegoErrorDetail[] } {
	const policies: Policy[] = [];
	const errors: RegoErrorDetail[] = [];
	for (const fact of annotations) {
		const id = fact.scope === 'package' ? policyId(fact.package) : undefined;
		if (id === undefined) continue;
		const twin = policies.find((policy) => policy.id === id);
		if (twin !== undefined) errors.push(refuse(fact.at, `policy ${id} has METADATA in ${twin.file} as well`));
		else policies.push(readPolicy(id, fact, errors));
	}
	for (const file of files) {
		const id = policyId(file.package);
		if (id === undefined || policies.some((policy) => policy.id === id)) continue;
		const answer = file.rules.find(({ name, kind }) => kind !== 'function' && ANSWERS.includes(name));
		if (answer !== undefined) errors.push(refuse(file.at, `policy ${id} has no METADATA above its package`));
	}
	return { policies: policies.sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id))), errors };
}

function policyId(path: readonly string[]): string | undefined {
	if (path[0] === 'policies' && path.length > 1) return path.slice(1).join('.');
	return path[0] === 'custom' && path.length > 1 ? path.join('.') : undefined;
}

function readPolicy(
	id: string,
	{ annotations, at, ...fact }: Facts['annotations'][number],
	errors: RegoErrorDetail[],
): Policy {
	const custom = annotations.custom ?? {};
	const lists: { -readonly [name in (typeof LISTS)[number]]?: readonly string[] } = {};
	const texts: { -readonly [name in (typeof TEXTS)[number]]?: string } = {};
	for (const name of LISTS) {
		const value = custom[name];
		if (isListOfTexts(value)) lists[name] = value;
		else if (value !== undefined) errors.push(refuse(at, `custom.${name} is not a list of texts`));
	}
	for (const name of TEXTS) {
		const value = custom[name];
		if (typeof value === 'string') texts[name] = value;
		else if (value !== undefined) errors.push(refuse(at, `custom.${name} is not a text`));
	}
	const { parameters } = custom;
	if (parameters !== undefined && !isObject(parameters))
		errors.push(refuse(at, 'custom.parameters is not a JSON Schema'));
	return {
		id,
		package: fact.package.join('.'),
		file: at.file,
		title: annotations.title ?? '',
		description: annotations.description ?? '',
		reads: [],
		...lists,
		...texts,
		...(isObject(parameters) ? { parameters } : {}),
		custom,
	};
}

function isListOfTexts(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse({ file, row, column }: Place, message: string): RegoErrorDetail {
	return { code: 'rego_metadata_error', message, file, row, column };
}
