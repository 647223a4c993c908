import type { Problem } from '../model/problem.js';
import type { Result } from '../model/result.js';
import type { PolicySource } from '../model/tenant-policy.js';
import type { Bundle } from './bundle.js';

/** What a policy's own tests came to. */
export interface PolicyTests {
	/** How many there are that were not left out. */
	readonly ran: number;
	/** One for each that failed or could not be judged, with the place of the test; empty: all passed. */
	readonly failed: readonly Problem[];
}

/** A tenant's own policy, running apart from whoever asks it. */
export interface IsolatedPolicy {
	/**
	 * Asks the policy. The trap: it may loop, take all memory, or answer without end, and none of that may be felt here.
	 *
	 * @param input the policies' input, JSON in UTF-8
	 * @param deadlineMs how long it may take, in milliseconds from the moment at which it begins
	 * @returns what the entrypoint gives: the policy's sets by its id
	 * @throws Error for whatever goes wrong: an absent answer is never an empty one
	 */
	evaluate(input: Uint8Array, deadlineMs: number): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Makes a tenant's own policies out of text, at run time: `createPolicyTools` of `@portcullis/policies` does with OPA's
 * compiler. A gate that is given none takes no policies from tenants, and what a tenant has bound before is an error.
 *
 * The traps: whoever writes such a policy is not trusted, so that it may define its own package and nothing else; and a
 * policy that reads what the input does not have must be refused, since it would never find anything wrong.
 *
 * @example
 * ```ts
 * import { type PolicyMetadata, type PolicyTools, ok, refused } from '@portcullis/core';
 *
 * const metadata: PolicyMetadata = {
 * 	id: 'custom.frozen',
 * 	title: 'Frozen',
 * 	description: 'Nothing may be deployed.',
 * 	subjects: ['resource'],
 * 	reads: [],
 * 	message: '{resource} may not be deployed',
 * 	hint: 'Wait',
 * 	parameters: { type: 'object', additionalProperties: false },
 * };
 *
 * // Knows one policy, and needs no compiler for it.
 * const tools: PolicyTools = {
 * 	async compile(sources) {
 * 		if (sources.some(({ text }) => text !== 'frozen')) return refused('POLICY_INVALID', 'only frozen is known');
 * 		const bundle = { wasm: new Uint8Array(), policies: [metadata], builtins: [], data_paths: [] };
 * 		return ok({ ...bundle, digest: '0'.repeat(64), opa_version: '1.22.2' });
 * 	},
 * 	compileAgain: (sources) => tools.compile(sources),
 * 	test: async () => ok({ ran: 1, failed: [] }),
 * 	isolate: () => ({
 * 		async evaluate(input) {
 * 			const { bound } = JSON.parse(new TextDecoder().decode(input));
 * 			const fail = bound['custom.frozen']
 * 				.flatMap((group: { readonly subjects: readonly string[] }) => group.subjects)
 * 				.map((resource: string) => ({ resource, path: [], expected: 'nothing', received: 'something' }));
 * 			return { 'custom.frozen': { pass: [], fail, skip: [] } };
 * 		},
 * 	}),
 * 	close: async () => {},
 * };
 * console.log((await tools.compile([{ path: 'frozen.rego', text: 'frozen' }])).kind); // ok
 * ```
 */
export interface PolicyTools {
	/**
	 * Holds the sources of one policy to all that is asked of it, and compiles them, its tests apart, to a bundle that has
	 * this one policy. All of it is read from the syntax tree: it defines nothing outside of its package `custom.<name>`
	 * and its tests' package, reads nothing but `input`, calls nothing that reaches outside or tells the time, reads only
	 * fields that the input and its own parameters have.
	 *
	 * @returns the bundle, or `POLICY_INVALID` with a problem for each fault: `file`, `line`, `column`, and the line itself
	 */
	compile(sources: readonly PolicySource[]): Promise<Result<Bundle>>;
	/** Compiles what `compile` has found sound before, perhaps in another process; may take it from a cache. */
	compileAgain(sources: readonly PolicySource[]): Promise<Result<Bundle>>;
	/** Runs the policy's own tests. `POLICY_INVALID` where they do not compile. */
	test(sources: readonly PolicySource[]): Promise<Result<PolicyTests>>;
	/** Makes a compiled policy ready to be asked. However many there are, few of them take up a thread at once. */
	isolate(bundle: Bundle): IsolatedPolicy;
	/** Gives back threads and memory. What is asked afterwards takes them again. */
	close(): Promise<void>;
}
