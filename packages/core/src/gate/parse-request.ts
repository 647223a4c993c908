import type { z } from 'zod';
import { type DeploymentRequest, deploymentRequestSchema } from '../model/deployment.js';
import { problemsOf } from '../model/problem.js';
import { ok, type Result, refused } from '../model/result.js';

/** A request of the right shape, with the defaults that need no knowledge of the project. */
export type ParsedRequest = z.output<typeof deploymentRequestSchema>;

/**
 * Holds untrusted input to the shape of a request. An absent `action` means `create`.
 *
 * @returns the request, or `INPUT_INVALID` with a problem for each fault
 */
export function parseRequest(request: DeploymentRequest | unknown): Result<ParsedRequest> {
	const isObject = typeof request === 'object' && request !== null && !Array.isArray(request);
	const given = isObject && !Object.hasOwn(request, 'action') ? { action: 'create', ...request } : request;
	const parsed = deploymentRequestSchema.safeParse(given);
	if (parsed.success) return ok(parsed.data);
	return refused('INPUT_INVALID', 'the request cannot be understood', problemsOf(parsed.error, given));
}
