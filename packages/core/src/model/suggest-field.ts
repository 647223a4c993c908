import { z } from 'zod';
import { nearest } from '../util/nearest.js';

/** Says what to write instead of a field that does not exist: the fields with a name like it, or all that there are. */
export function suggestField(
	schema: z.ZodType | undefined,
	input: unknown,
	path: readonly (string | number)[],
	field: string,
): string {
	const fields = fieldsAt(schema, input, path);
	if (fields.length === 0) return 'remove it or correct its name';
	const close = nearest(field, fields);
	return close.length === 0 ? `there are ${fields.join(', ')}` : `did you mean ${close.join(' or ')}?`;
}

function fieldsAt(schema: unknown, input: unknown, path: readonly (string | number)[]): string[] {
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
		return fieldsAt(schema.unwrap(), input, path);
	}
	if (schema instanceof z.ZodDiscriminatedUnion) {
		const { discriminator } = schema.def;
		const chosen = schema.options.find((option) => literalOf(option, discriminator) === fieldOf(input, discriminator));
		return fieldsAt(chosen, input, path);
	}
	const [step, ...rest] = path;
	if (schema instanceof z.ZodArray && step !== undefined) return fieldsAt(schema.element, fieldOf(input, step), rest);
	if (!(schema instanceof z.ZodObject)) return [];
	if (step === undefined) return Object.keys(schema.shape);
	return fieldsAt(schema.shape[step], fieldOf(input, step), rest);
}

function literalOf(option: unknown, discriminator: string): unknown {
	const field = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
	return field instanceof z.ZodLiteral ? field.value : undefined;
}

function fieldOf(input: unknown, field: string | number): unknown {
	if (typeof input !== 'object' || input === null || !Object.hasOwn(input, field)) return undefined;
	return Reflect.get(input, field);
}
