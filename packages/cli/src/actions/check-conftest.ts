import { resolve } from 'node:path';
import { formatErrors, type RegoErrorDetail, ToolboxError } from '@portcullis/rego';
import { type CheckOutputOptions, checkOutcome } from '../check-output/check-outcome.js';
import type { CheckReport } from '../check-output/check-report.js';
import { checkedPlan } from '../check-output/checked-plan.js';
import { conftestReport } from '../conftest/conftest-report.js';
import { loadPolicies } from '../conftest/load-policies.js';
import { nameResource } from '../conftest/name-resource.js';
import { runConftest } from '../conftest/run-conftest.js';
import { unreadSettings } from '../conftest/unread-settings.js';
import type { ExitStatus } from '../exit-status.js';
import type { Context } from '../gate/context.js';
import { readPlanFile } from '../input/read-plan-file.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';

/** Options of `portcullis check --conftest`, called as conftest calls them. */
export interface ConftestCheckOptions extends CheckOutputOptions {
	/** Folders or files of policies. */
	readonly conftest: readonly string[];
	readonly namespace?: readonly string[];
	readonly allNamespaces?: boolean;
	/** Folders or files of base documents. */
	readonly data?: readonly string[];
	readonly failOnWarn?: boolean;
	/** Commander's name for `--no-fail`: `false` where it was given. */
	readonly fail?: boolean;
	readonly regoVersion?: 'v0' | 'v1';
	/** The plan is given in a list, as `{ path, contents }`. */
	readonly combine?: boolean;
}

/** Judges a plan by conftest's policies. No database is asked, and nothing is decided by bindings. */
export async function conftestCheck(context: Context, file: string, options: ConftestCheckOptions): Promise<Outcome> {
	const { io } = context;
	const { namespace = [], allNamespaces = false, failOnWarn = false } = options;
	if (allNamespaces && namespace.length > 0) {
		return failure({ code: 'USAGE_INVALID', message: 'give --namespace or --all-namespaces, not both' });
	}
	const unread = await unreadSettings(givenIn(options), io);
	if (unread.length > 0) {
		const message = "conftest's own settings would have the plan judged otherwise";
		return failure({ code: 'USAGE_INVALID', message, problems: unread });
	}
	const loaded = await loadPolicies(options.conftest, options.data ?? [], io.cwd);
	if (loaded.kind === 'refused') return policiesInvalid(loaded.errors, options);
	const read = await readPlanFile(file, io);
	if (read.kind === 'problems') {
		return failure({ code: 'INPUT_INVALID', message: 'the plan cannot be read', problems: read.problems });
	}
	const { plan, text } = read.value;
	if (plan.kind === 'refused') {
		return refusal(plan, { problems: plan.problems.map((found) => ({ ...found, file })), status: 2 });
	}
	const run = await orTooLong(() =>
		runConftest({
			planText: options.combine === true ? combined(file, text) : text,
			planPath: resolve(io.cwd, file),
			sources: loaded.sources,
			data: loaded.data,
			namespaces: allNamespaces ? 'all' : namespace,
			regoVersion: options.regoVersion,
			now: io.clock(),
		}),
	);
	if (run.kind === 'refused') return policiesInvalid(run.errors, options);
	if (run.kind === 'problems') {
		return failure({
			code: 'NAMESPACE_EMPTY',
			message: 'the policies have nothing to ask in this namespace, so every plan would pass',
			problems: run.problems,
			hint: '--all-namespaces asks every namespace that has rules',
		});
	}
	const report = conftestReport({
		plan: checkedPlan(plan.value, file),
		rules: run.rules,
		nameResource: nameResource(plan.value.blocks.map(({ address }) => address)),
		failOnWarn,
	});
	const outcome = await checkOutcome(report, statusOf(report, options), options, io);
	return withPrints(outcome, run.prints);
}

function givenIn(options: ConftestCheckOptions): ReadonlySet<string> {
	const { namespace, allNamespaces, data, failOnWarn, fail, regoVersion, combine } = options;
	return new Set([
		...(namespace === undefined ? [] : ['--namespace']),
		...(allNamespaces === true ? ['--all-namespaces'] : []),
		...(data === undefined ? [] : ['--data']),
		...(failOnWarn === true ? ['--fail-on-warn'] : []),
		...(fail === false ? ['--no-fail'] : []),
		...(regoVersion === undefined ? [] : ['--rego-version']),
		...(combine === true ? ['--combine'] : []),
	]);
}

// As text, since parsing would take digits from numbers.
function combined(file: string, text: string): string {
	return `[{"path":${JSON.stringify(file)},"contents":${text}}]`;
}

// conftest's own: https://www.conftest.dev/options/#-fail-on-warn. A fault stays one: its answer is worth nothing.
function statusOf(
	{ code, findings }: CheckReport,
	{ failOnWarn = false, fail = true }: ConftestCheckOptions,
): ExitStatus {
	if (code === 'CONFTEST_ERROR') return 2;
	if (!fail) return 0;
	const failed = findings.some(({ kind, waived }) => kind === 'fail' && waived === undefined);
	if (failed) return failOnWarn ? 2 : 1;
	return code === 'CONFTEST_WARNED' ? 1 : 0;
}

function policiesInvalid(errors: readonly RegoErrorDetail[], { regoVersion }: ConftestCheckOptions): Outcome {
	const isOld =
		regoVersion !== 'v0' && errors.some(({ message }) => /`(?:if|contains)` keyword is required/.test(message));
	return failure({
		code: 'POLICIES_INVALID',
		message: `conftest's policies cannot be used\n${formatErrors(errors)}`,
		...(isOld ? { hint: 'they are written for OPA before 1.0: --rego-version v0 takes them as they are' } : {}),
	});
}

async function orTooLong<Value>(
	run: () => Promise<Value>,
): Promise<Value | { kind: 'refused'; errors: RegoErrorDetail[] }> {
	try {
		return await run();
	} catch (error) {
		// Any other fault of the toolbox is not the policies'.
		if (!(error instanceof ToolboxError) || error.code !== 'TOOLBOX_TIMED_OUT') throw error;
		const message = 'they took longer than a minute; look for a rule that does not end';
		return { kind: 'refused', errors: [{ code: 'rego_run_error', message, file: '', row: 0, column: 0 }] };
	}
}

// What `print` wrote is for whoever writes the policies.
function withPrints(outcome: Outcome, prints: string): Outcome {
	const lines = prints.split('\n').filter((line) => line !== '');
	return lines.length === 0 ? outcome : { ...outcome, notes: [...(outcome.notes ?? []), ...lines] };
}
