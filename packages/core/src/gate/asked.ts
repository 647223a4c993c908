import { z } from 'zod';
import { actorSchema } from '../model/actor.js';
import { actorIdSchema, idSchema, tenantIdSchema } from '../model/names.js';
import type { Result } from '../model/result.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';

const callerSchema = z.strictObject({
	tenant: tenantIdSchema,
	actor: actorSchema,
	groups: z.array(actorIdSchema).optional(),
	request_id: idSchema.optional(),
});

/**
 * Lets a caller in: who asks, and the id of what they ask for, are as untrusted as the rest of what a front end passes
 * on, and a store that is asked for an id that it could never hold throws.
 */
export async function asked<Value>(
	caller: Caller,
	act: () => Promise<Result<Value>>,
	id?: string,
): Promise<Result<Value>> {
	const who = parseInput(callerSchema, caller, 'who is asking');
	if (who.kind === 'refused') return who;
	const what = id === undefined ? null : parseInput(idSchema, id, 'the id');
	return what?.kind === 'refused' ? what : act();
}
