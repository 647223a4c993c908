import { valueAt } from '../read/value-at.js';
import type { ConfiguredModule } from './configuration.js';

/** What an expression of the configuration comes to, and where that was found; or why it is not known. */
export type Resolved =
	| { readonly kind: 'value'; readonly value: unknown; readonly source: 'constant' | 'variable' | 'given' }
	| { readonly kind: 'absent' }
	| { readonly kind: 'unknown'; readonly reason: string };

/** Values of the root's variables. */
export interface RootVariables {
	/** Those of the plan: `{ region: { value: 'eu-west-1' } }`. */
	readonly planned: Readonly<Record<string, unknown>>;
	/** Those that were given beside it. */
	readonly given: Readonly<Record<string, string>>;
	/** Is told of each that was taken from `given`. */
	readonly used: (name: string) => void;
}

/**
 * Finds what an expression of the configuration comes to: a constant, or one variable, which is followed through the
 * calls of modules to the root. Of an expression a plan says only what it refers to. So whoever takes the value has to
 * look whether it has the form of what was wanted.
 *
 * @param expression as a plan writes it: `{ constant_value }` or `{ references }`
 */
export function resolveExpression(expression: unknown, module: ConfiguredModule, variables: RootVariables): Resolved {
	if (typeof expression !== 'object' || expression === null) return { kind: 'absent' };
	if (Object.hasOwn(expression, 'constant_value')) {
		const value = valueAt(expression, 'constant_value');
		return value === undefined ? { kind: 'absent' } : { kind: 'value', value, source: 'constant' };
	}
	const references = valueAt(expression, 'references');
	if (!Array.isArray(references) || references.length === 0) return unknown('the plan does not say what it is made of');
	// `var.place.region` refers to itself, and to `var.place`: the longest stands first.
	const [first, ...others] = references.map(String);
	if (first === undefined || others.some((other) => !first.startsWith(other))) {
		return unknown(`it is made of ${references.map(String).join(', ')}`);
	}
	const [, name, rest = ''] = /^var\.([\w-]+)((?:\.[A-Za-z_][\w-]*|\["[^"\\]*"\]|\[\d+\])*)$/.exec(first) ?? [];
	if (name === undefined) return unknown(`it comes from ${first}`);
	const found = resolveVariable(name, module, variables);
	if (found.kind !== 'value' || rest === '') return found;
	const steps = [...rest.matchAll(/\.([\w-]+)|\["([^"]*)"\]|\[(\d+)\]/g)].map(([, key, quoted, index]) =>
		index === undefined ? (key ?? quoted ?? '') : Number(index),
	);
	const value = valueAt(found.value, ...steps);
	return value === undefined ? unknown(`${first} has no value in the plan`) : { ...found, value };
}

function resolveVariable(name: string, module: ConfiguredModule, variables: RootVariables): Resolved {
	const declared = valueAt(module.variables, name);
	if (valueAt(declared, 'sensitive') === true) return unknown(`var.${name} is sensitive`);
	if (module.parent === null) {
		const planned = valueAt(variables.planned, name, 'value');
		if (planned !== undefined) return { kind: 'value', value: planned, source: 'variable' };
		if (Object.hasOwn(variables.given, name)) {
			variables.used(name);
			return { kind: 'value', value: variables.given[name], source: 'given' };
		}
	} else {
		const input = resolveExpression(valueAt(module.inputs, name), module.parent, variables);
		if (input.kind === 'value') return input.source === 'constant' ? { ...input, source: 'variable' } : input;
		if (input.kind === 'unknown') return input;
	}
	const byDefault = valueAt(declared, 'default');
	if (byDefault !== undefined) return { kind: 'value', value: byDefault, source: 'variable' };
	const where = module.address === '' ? '' : ` of ${module.address}`;
	return unknown(`var.${name}${where} has no value in the plan`);
}

const unknown = (reason: string): Resolved => ({ kind: 'unknown', reason });
