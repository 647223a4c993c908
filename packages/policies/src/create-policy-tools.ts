import { type Bundle, ok, type PolicySource, type PolicyTools, problem, type Result, refused } from '@portcullis/core';
import {
	compile,
	compileCached,
	createIsolatedEvaluator,
	type IsolatedEvaluator,
	inspect,
	ToolboxError,
} from '@portcullis/rego';
import { type CompiledBundle, type Compiler, compileBundle, describeBundle, entrypoint } from './compile-bundle.js';
import { tenantEntrypoint } from './tenant/entrypoint.js';
import { packageFaults } from './tenant/package-faults.js';
import { parameterFaults } from './tenant/parameter-faults.js';
import { linesOf, problemsOf } from './tenant/problems-of.js';
import { runTests } from './tenant/run-tests.js';

/** How {@link createPolicyTools} works. */
export interface PolicyToolsOptions {
	/**
	 * The folder of what was compiled; without it, each process compiles a policy when it first decides with it. **Whoever
	 * can write to it decides what is allowed.**
	 */
	readonly cacheFolder?: string;
	/** Milliseconds since 1970, for the cache. Default: the system's clock. */
	readonly clock?: () => number;
	/** How many policies hold a thread at once. Default 8. */
	readonly mostThreads?: number;
	/** The most memory that one policy may take, in MiB. Default 64. */
	readonly maximumMemoryMib?: number;
}

/** The longest that a step of compiling may take, in milliseconds, loading not counted: some hundred times what it takes. */
const compileLimitMs = 20_000;

/**
 * What tenants' own policies are made and run with: OPA's compiler and tester, which are loaded when they are first
 * needed, and a thread for each policy that is asked.
 *
 * @example
 * ```ts
 * import { createPolicyTools } from '@portcullis/policies';
 *
 * const tools = createPolicyTools();
 * const compiled = await tools.compile([{ path: 'count.rego', text: 'package policies.quotas.count\n' }]);
 * if (compiled.kind === 'refused') console.log(compiled.problems[0]?.message);
 * // package policies.quotas.count is not a tenant's to define; write custom.<name>, in lower case with underscores
 * await tools.close();
 * ```
 */
export function createPolicyTools({
	cacheFolder,
	clock = Date.now,
	mostThreads = 8,
	maximumMemoryMib = 64,
}: PolicyToolsOptions = {}): PolicyTools {
	const compiler: Compiler = (sources, options) =>
		cacheFolder === undefined ? compile(sources, options) : compileCached(sources, { ...options, cacheFolder, clock });
	const withThread = new Set<IsolatedEvaluator>();
	const use = (evaluator: IsolatedEvaluator): void => {
		withThread.delete(evaluator);
		withThread.add(evaluator);
		for (const oldest of withThread) {
			if (withThread.size <= mostThreads) return;
			withThread.delete(oldest);
			void oldest.release();
		}
	};
	return {
		compile: (sources) =>
			withinLimits(async () => {
				const lineOf = linesOf(sources);
				const inspected = await inspect(sources, { limitMs: compileLimitMs });
				if (inspected.kind === 'refused') return invalid(problemsOf(inspected.errors, lineOf));
				const faults = packageFaults(inspected, lineOf);
				if (faults.length > 0) return invalid(faults);
				return ownBundle(await compileBundle(whole(sources), { compiler, limitMs: compileLimitMs }), sources);
			}),
		compileAgain: (sources) =>
			withinLimits(async () => {
				const compiled = await compiler(whole(sources), { entrypoints: [entrypoint], limitMs: compileLimitMs });
				return ownBundle(compiled.kind === 'refused' ? compiled : describeBundle(compiled), sources);
			}),
		test: (sources) => withinLimits(() => runTests(sources, linesOf(sources), compileLimitMs)),
		isolate({ wasm }) {
			const evaluator = createIsolatedEvaluator({ wasm, entrypoint, maximumMemoryMib });
			return {
				evaluate(input, deadlineMs) {
					use(evaluator);
					return evaluator.evaluate(input, deadlineMs);
				},
			};
		},
		async close() {
			const ending = [...withThread];
			withThread.clear();
			await Promise.all(ending.map((evaluator) => evaluator.release()));
		},
	};
}

function whole(sources: readonly PolicySource[]): readonly PolicySource[] {
	return [tenantEntrypoint, ...sources];
}

/** The bundle of one policy of a tenant's own, which may be less than what a bundle may be. */
function ownBundle(compiled: CompiledBundle, sources: readonly PolicySource[]): Result<Bundle> {
	if (compiled.kind === 'refused') return invalid(problemsOf(compiled.errors, linesOf(sources)));
	const { policies, data_paths } = compiled.bundle;
	const [policy, ...more] = policies;
	if (policy === undefined) return invalid([problem([], 'no package custom.<name> has METADATA above it')]);
	const parameters = parameterFaults(policy.parameters).map((keyword) =>
		problem(['custom', 'parameters'], `must do without ${keyword}: parameters are checked in the process of everybody`),
	);
	if (more.length > 0 || data_paths.length > 0) return invalid([problem([], 'it is not one policy by itself')]);
	return parameters.length > 0 ? invalid(parameters) : ok(compiled.bundle);
}

function invalid(problems: Parameters<typeof refused>[2]): Result<never> {
	return refused('POLICY_INVALID', 'the policy cannot be taken as it is', problems);
}

/** Sources over which the compiler takes too long, or too much memory, are at fault themselves. */
async function withinLimits<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof ToolboxError)) throw error;
		if (error.code !== 'TOOLBOX_TIMED_OUT' && error.code !== 'TOOLBOX_ENDED') throw error;
		return invalid([problem([], `is too much for the compiler: ${error.message}`)]);
	}
}
