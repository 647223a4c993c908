import { z } from 'zod';
import { actorIdSchema } from './names.js';

/** Who asks or approves, and how the front end knows it. */
export const actorSchema = z.strictObject({
	id: actorIdSchema,
	/** `verified`: Discord, the operating system's user. `asserted`: the front end was told (`--as`). */
	source: z.enum(['verified', 'asserted']),
});

/** Who asks or approves. */
export type Actor = z.infer<typeof actorSchema>;
