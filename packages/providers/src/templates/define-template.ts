import {
	ok,
	problemsOf,
	type ResourceRequest,
	type Result,
	refused,
	resourceRequestSchema,
	type Template,
	type TemplateParameter,
} from '@portcullis/core';
import { z } from 'zod';
import { nameParameter, regionParameter } from './parameters.js';

/** A template and how it expands. */
export interface ExpandableTemplate extends Template {
	expand(parameters: unknown): Result<readonly ResourceRequest[]>;
}

/** What a template is made from. */
export interface TemplateDefinition<Shape extends z.ZodRawShape> {
	readonly name: string;
	readonly title: string;
	readonly description: string;
	/** Beside name and region, which every template has. Each described; a default where the template can do without. */
	readonly parameters: Shape;
	/** The resources, as a person would ask for them; the region is put to them. */
	readonly resources: (parameters: Given<Shape>) => readonly z.input<typeof resourceRequestSchema>[];
}

type Given<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { readonly name: string };

/** Makes a template: what it can be told is read from the schema, so that the two cannot differ. */
export function defineTemplate<Shape extends z.ZodRawShape>(definition: TemplateDefinition<Shape>): ExpandableTemplate {
	const { name, title, description, resources } = definition;
	const schema = z.strictObject({ name: nameParameter, region: regionParameter, ...definition.parameters });
	return {
		name,
		title,
		description,
		parameters: parametersOf(schema),
		expand(given) {
			const parsed = schema.safeParse(given);
			if (!parsed.success) {
				const message = `the parameters of template ${name} cannot be understood`;
				return refused('INPUT_INVALID', message, problemsOf(parsed.error, given, schema));
			}
			// Parameters can each be sound and not go together.
			const told = parsed.data as Given<Shape> & { readonly region?: string };
			const place = told.region === undefined ? {} : { region: told.region };
			const asked = { resources: resources(told).map((resource) => ({ ...resource, ...place })) };
			const expanded = expansionSchema.safeParse(asked);
			if (expanded.success) return ok(expanded.data.resources);
			const message = `template ${name} makes no sound resources of these parameters`;
			return refused('INPUT_INVALID', message, problemsOf(expanded.error, asked, expansionSchema));
		},
	};
}

const expansionSchema = z.strictObject({ resources: z.array(resourceRequestSchema) });

interface Described {
	readonly type?: 'string' | 'integer' | 'number' | 'boolean';
	readonly description?: string;
	readonly default?: string | number | boolean;
	readonly enum?: readonly string[];
}

function parametersOf(schema: z.ZodObject): readonly TemplateParameter[] {
	const { properties = {} } = z.toJSONSchema(schema, { io: 'input' }) as {
		readonly properties?: Readonly<Record<string, Described>>;
	};
	return Object.entries(properties).map(([name, described]): TemplateParameter => {
		const { type, description = '', enum: choices } = described;
		return {
			name,
			description,
			type: type === 'boolean' ? 'boolean' : type === 'integer' || type === 'number' ? 'number' : 'text',
			...(described.default === undefined ? {} : { default: described.default }),
			...(choices === undefined ? {} : { choices }),
		};
	});
}
