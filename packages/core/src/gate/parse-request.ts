import type { z } from 'zod';
import { type DeploymentRequest, deploymentRequestSchema, maxResources } from '../model/deployment.js';
import { problem } from '../model/problem.js';
import { type Result, refused } from '../model/result.js';
import { parseInput } from './parse-input.js';

/** A request of the right shape, with the defaults that need no knowledge of the project. */
export type ParsedRequest = z.output<typeof deploymentRequestSchema>;

/**
 * Holds untrusted input to the shape of a request. An absent `action` means `create`.
 *
 * @returns the request, or `INPUT_INVALID` with a problem for each fault
 *
 * @example
 * ```ts
 * import { parseRequest, pathText } from '@portcullis/core';
 *
 * const parsed = parseRequest({ project: 'shop', resources: [{ kind: 'vm', name: 'Web', size: 'small' }] });
 * if (parsed.kind === 'refused') console.log(parsed.code, pathText(parsed.problems[0]?.path ?? [])); // INPUT_INVALID resources[0].name
 * ```
 */
export function parseRequest(request: DeploymentRequest | unknown): Result<ParsedRequest> {
	const isObject = typeof request === 'object' && request !== null && !Array.isArray(request);
	if (!isObject) return parseInput(deploymentRequestSchema, request, 'the request');
	const count = countOf(request);
	if (count > maxResources) {
		// Looked at before anything else is: each of a million entries would be read to be found too many.
		const many = problem(['resources'], `must name at most ${maxResources} resources`, `${count} resources`);
		return refused('INPUT_INVALID', 'the request cannot be understood', [many]);
	}
	const given = Object.hasOwn(request, 'action') ? request : { action: 'create', ...request };
	return parseInput(deploymentRequestSchema, given, 'the request');
}

function countOf(request: object): number {
	const resources: unknown = Object.hasOwn(request, 'resources') ? Reflect.get(request, 'resources') : undefined;
	return Array.isArray(resources) ? resources.length : 0;
}
