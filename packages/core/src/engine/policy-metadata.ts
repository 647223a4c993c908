import { z } from 'zod';
import type { PolicyMetadata, QuotaNarrowing } from '../contracts/bundle.js';
import { policyIdSchema } from '../model/names.js';
import { problem, problemsOf } from '../model/problem.js';
import { providerIdSchema } from '../model/provider-id.js';
import { quotaMeasures, quotaOwners } from '../model/quota.js';
import { resourceKindSchema } from '../model/resource-kind.js';
import { ok, type Result, refused } from '../model/result.js';
import { actions, subjectKinds } from '../model/vocabulary.js';
import { timeZoneParameter } from './window-parameters.js';

const subjectKind = z.enum(subjectKinds);

const narrowing = {
	kinds: z.array(resourceKindSchema).min(1).optional(),
	providers: z.array(providerIdSchema).min(1).optional(),
	actions: z.array(z.enum(actions)).min(1).optional(),
	plans: z.literal(true).optional(),
	quotas: z
		.strictObject({
			measures: z.array(z.enum(quotaMeasures)).min(1).optional(),
			owners: z.array(z.enum(quotaOwners)).min(1).optional(),
			windows: z.boolean().optional(),
		})
		.optional(),
};

const text = z.string().min(1);

/** METADATA as it travels with a bundle. */
export const policyMetadataSchema = z
	.strictObject({
		id: policyIdSchema,
		title: text,
		description: text,
		subjects: z.array(subjectKind).min(1),
		reads: z.array(z.string()),
		...narrowing,
		windows: text.optional(),
		message: text,
		hint: text,
		parameters: z.record(z.string(), z.json()),
	})
	.refine(({ parameters, windows }) => windows === undefined || windowsFault(parameters, windows) === null, {
		path: ['windows'],
		message: `must be a parameter that is a list, with a parameter ${timeZoneParameter} beside it`,
	});

const metadataSchema = z.strictObject({
	id: policyIdSchema,
	title: text,
	description: text,
	custom: z.strictObject({
		/** What it judges, where that is one kind of subject… */
		subject: subjectKind.optional(),
		/** …or several, for the binding to choose from. */
		subjects: z.array(subjectKind).min(2).optional(),
		reads: z.array(z.string()),
		...narrowing,
		/** The parameter that holds windows of time, for the host to work out to instants. */
		windows: text.optional(),
		message: text,
		hint: text,
		parameters: z.record(z.string(), z.json()),
	}),
});

/** What a compiler knows of a policy: its id, and the METADATA as written. */
export interface AnnotatedPolicy {
	readonly id: string;
	readonly title?: string;
	readonly description?: string;
	readonly custom?: Readonly<Record<string, unknown>>;
}

/**
 * Reads a policy's METADATA. What is missing or unknown is refused: a mistyped `kinds` would silently judge everything.
 *
 * @returns the metadata, or `INPUT_INVALID` with a problem for each fault
 */
export function readPolicyMetadata(policy: AnnotatedPolicy): Result<PolicyMetadata> {
	const { id, title, description, custom } = policy;
	const parsed = metadataSchema.safeParse({ id, title, description, custom });
	if (!parsed.success) {
		const problems = problemsOf(parsed.error, { id, title, description, custom });
		return refused('INPUT_INVALID', `the METADATA of ${id} is not as the contract of policies asks`, problems);
	}
	const { subject, subjects = subject === undefined ? [] : [subject], ...stated } = parsed.data.custom;
	if (subjects.length === 0 || (subject !== undefined && parsed.data.custom.subjects !== undefined)) {
		return refused('INPUT_INVALID', `the METADATA of ${id} does not say what it judges`, [
			problem(['custom', 'subject'], 'must hold one subject, or subjects a list of several, not both'),
		]);
	}
	const unusable = parameterSchemaFault(stated.parameters);
	if (unusable !== null) {
		return refused('INPUT_INVALID', `the parameters of ${id} are not a usable JSON Schema`, [
			problem(['custom', 'parameters'], unusable),
		]);
	}
	const { reads, kinds, providers, actions: judged, plans, quotas, windows, message, hint, parameters } = stated;
	const shapeless = windows === undefined ? null : windowsFault(parameters, windows);
	if (shapeless !== null) {
		return refused('INPUT_INVALID', `the METADATA of ${id} names windows that its parameters do not have`, [
			problem(['custom', 'windows'], shapeless, windows),
		]);
	}
	return ok({
		id,
		title: parsed.data.title,
		description: parsed.data.description.trim(),
		subjects,
		reads,
		...(kinds === undefined ? {} : { kinds }),
		...(providers === undefined ? {} : { providers }),
		...(judged === undefined ? {} : { actions: judged }),
		...(plans === undefined ? {} : { plans }),
		...(quotas === undefined ? {} : { quotas: quotas as QuotaNarrowing }),
		...(windows === undefined ? {} : { windows }),
		message,
		hint,
		parameters,
	});
}

// Windows under a name that no parameter has would never be looked at, and a freeze would never begin.
function windowsFault(parameters: Readonly<Record<string, unknown>>, name: string): string | null {
	const typeOf = (parameter: string): unknown => {
		const schema: unknown = Reflect.get(Object(parameters.properties), parameter);
		return Reflect.get(Object(schema), 'type');
	};
	if (typeOf(name) !== 'array') return 'must be the name of a parameter that is a list';
	if (typeOf(timeZoneParameter) === 'string') return null;
	return `needs a parameter ${timeZoneParameter} beside it, a text: the zone that the windows are in`;
}

function parameterSchemaFault(parameters: Readonly<Record<string, unknown>>): string | null {
	if (parameters.type !== 'object' || parameters.additionalProperties !== false) {
		return 'must be a schema of type object with additionalProperties false, so that a mistyped parameter is refused';
	}
	try {
		z.fromJSONSchema(parameters);
		return null;
	} catch (cause) {
		return cause instanceof Error ? cause.message : String(cause);
	}
}
