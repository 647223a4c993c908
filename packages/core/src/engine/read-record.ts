import { z } from 'zod';
import { bindingSchema } from '../model/binding.js';
import { pathText } from '../model/problem.js';
import { resourceSchema } from '../model/resource.js';
import { waiverSchema } from '../model/waiver.js';
import type { Material } from './material.js';
import { policyInputSchema } from './policy-input.js';
import { readOrExplain } from './read-or-explain.js';

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');

/** What {@link recordOf} writes. */
const recordSchema = z.strictObject({
	bundle: digestSchema,
	loaded: digestSchema,
	tenant_policies: z.record(z.string(), digestSchema).optional(),
	bindings: z.array(bindingSchema),
	before: z.record(z.string(), resourceSchema),
	input: policyInputSchema,
	words: z.record(z.string(), z.string()),
	idle: z.array(bindingSchema),
	waivers: z.array(waiverSchema).optional(),
});

const readShape = readOrExplain(recordSchema, 'record');

/** What the text of a decision says. */
export interface ReadRecord {
	readonly kind: 'record';
	/** SHA-256 of the bundle that decided, as it was loaded. */
	readonly loaded: string;
	readonly material: Material;
	/** The policies that were asked. */
	readonly asked: readonly string[];
}

/** Why a text is not understood. */
export interface UnreadRecord {
	readonly kind: 'unread';
	readonly reason: string;
}

/**
 * Makes of the text of a decision what it was made of. What an earlier version wrote, which kept less or knew other
 * fields, is not guessed at: a verdict on part of an input would be a verdict on something else.
 */
export function readRecord(text: string): ReadRecord | UnreadRecord {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return { kind: 'unread', reason: 'it is not JSON' };
	}
	const read = readShape(parsed);
	if (read.kind === 'unreadable') {
		const [first] = read.problems;
		return { kind: 'unread', reason: `${pathText(first?.path ?? [])}: ${first?.message ?? 'is not what is kept'}` };
	}
	// Not the copy, whose maps are in order of their keys: the text is to be the same again. Nobody else holds this one.
	const {
		loaded,
		tenant_policies = {},
		bindings,
		idle,
		before,
		words,
		waivers = [],
		input,
	} = parsed as z.infer<typeof recordSchema>;
	const { bound, windows: _, ...views } = input;
	const tenantPolicies = Object.entries(tenant_policies).map(([id, digest]) => ({ id, digest }));
	return {
		kind: 'record',
		loaded,
		material: { views, bindings: [...bindings, ...idle], tenantPolicies, before, rawPlan: null, words, waivers },
		asked: Object.keys(bound),
	};
}
