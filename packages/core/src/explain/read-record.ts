import { z } from 'zod';
import { bindingSchema } from '../model/binding.js';
import { projectSchema } from '../model/project.js';
import { sha256 } from '../util/sha256.js';

const fields = z.record(z.string(), z.unknown());

// What an earlier version kept is read as well, as far as it goes.
const recordSchema = z.object({
	bindings: z.array(z.looseObject(bindingSchema.shape)),
	input: z.looseObject({
		project: projectSchema.loose(),
		resources: z.record(z.string(), fields),
		quotas: z.record(z.string(), fields),
	}),
});

/** What a decision was decided on: the bindings that won, and what policies saw. */
export type KeptRecord = z.infer<typeof recordSchema>;

/**
 * Reads the text of what a decision was decided on.
 *
 * @returns `null` where it is not the text of this decision, or of another shape: an explanation is then made without it
 */
export function readRecord(text: string, inputDigest: string): KeptRecord | null {
	if (sha256(text) !== inputDigest) return null;
	const parsed = recordSchema.safeParse(JSON.parse(text));
	return parsed.success ? parsed.data : null;
}
