import { never } from 'zod/mini';
import {
	$ZodArray,
	$ZodLazy,
	$ZodNullable,
	$ZodObject,
	$ZodOptional,
	$ZodRecord,
	type $ZodShape,
	type $ZodType,
	$ZodUnion,
	clone,
} from 'zod/v4/core';

/** Fields that an object may have beyond those of its schema, by the schema. */
export type Beyond = ReadonlyMap<$ZodType, $ZodShape>;

/**
 * Closes schemas: in what it gives, a field that an object's schema does not name is an error.
 *
 * `setStrictObject` of the package is for that, but its schemas are made while it is loaded, before anybody can call it.
 */
export function closing(beyond: Beyond): (schema: $ZodType) => $ZodType {
	const closed = new Map<$ZodType, $ZodType>();
	const close = (schema: $ZodType): $ZodType => {
		const known = closed.get(schema);
		if (known !== undefined) return known;
		const made = closeOne(schema, close, beyond.get(schema) ?? {});
		closed.set(schema, made);
		return made;
	};
	return close;
}

// An intersection stays as it is: closed, either half of it would refuse the fields of the other.
function closeOne(schema: $ZodType, close: (inner: $ZodType) => $ZodType, more: $ZodShape): $ZodType {
	if (schema instanceof $ZodObject) {
		const { def } = schema._zod;
		const shape = Object.entries(def.shape).map(([key, inner]) => [key, close(inner)] as const);
		return clone(schema, { ...def, shape: { ...Object.fromEntries(shape), ...more }, catchall: never() });
	}
	if (schema instanceof $ZodLazy) {
		const { def } = schema._zod;
		return clone(schema, { ...def, getter: () => close(def.getter()) });
	}
	if (schema instanceof $ZodUnion) {
		const { def } = schema._zod;
		return clone(schema, { ...def, options: def.options.map(close) });
	}
	if (schema instanceof $ZodArray)
		return clone(schema, { ...schema._zod.def, element: close(schema._zod.def.element) });
	if (schema instanceof $ZodRecord) {
		return clone(schema, { ...schema._zod.def, valueType: close(schema._zod.def.valueType) });
	}
	if (schema instanceof $ZodOptional || schema instanceof $ZodNullable) {
		return clone(schema, { ...schema._zod.def, innerType: close(schema._zod.def.innerType) });
	}
	return schema;
}
