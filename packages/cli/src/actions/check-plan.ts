import type { Actor, Plan, PlanCheck, Project, ReadPlanOptions, Result } from '@portcullis/core';
import { type CheckOutputOptions, checkOutcome } from '../check-output/check-outcome.js';
import { planReport } from '../check-output/plan-report.js';
import { exitStatus } from '../exit-status.js';
import type { Context } from '../gate/context.js';
import { openCatalogue } from '../gate/open-catalogue.js';
import { readPlanFile } from '../input/read-plan-file.js';
import { readSources, type Sources } from '../input/read-sources.js';
import { failure, refusal } from '../output/failure.js';
import type { PlacedProblem } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';

/** Options of `portcullis check` without `--conftest`. */
export interface PlanCheckOptions extends CheckOutputOptions {
	/** The project that the plan is of; with `facts`, the one that the file says. */
	readonly project?: string;
	/** The session of the request that the plan is to carry out. */
	readonly session?: string;
	/** A file that says what a database would. */
	readonly facts?: string;
	/** `name=value` */
	readonly var?: readonly string[];
	/** `aws=eu-west-1` */
	readonly defaultRegion?: readonly string[];
	/** The folder of the configuration, to say file and line. */
	readonly sources?: string;
}

/** Judges a plan by the policies that judge requests, on the facts of a project in the database or of a file. */
export async function checkPlanFile(context: Context, file: string, options: PlanCheckOptions): Promise<Outcome> {
	const { facts, project, session } = options;
	if (facts === undefined && project === undefined) {
		return usage('name the project that the plan is of: --project NAME, or --facts FILE where no database is asked');
	}
	if (facts !== undefined && session !== undefined) {
		return usage('--session is of a database, and --facts asks none: leave one out');
	}
	if (facts === '-' && file === '-') return usage('the plan and the facts cannot both come from standard input');
	const given = readOptionsOf(options);
	if (Array.isArray(given)) return misunderstood('the options cannot be understood', given);
	const sources = options.sources === undefined ? null : await readSources(options.sources, context.io);
	if (sources?.kind === 'problems') return misunderstood('the folder of sources cannot be read', sources.problems);
	const parts = { file, options, given: given as ReadPlanOptions, sources: sources?.value ?? null };
	return facts === undefined ? byDatabase(context, parts, project ?? '') : byFacts(context, parts, facts);
}

interface Parts {
	readonly file: string;
	readonly options: PlanCheckOptions;
	readonly given: ReadPlanOptions;
	readonly sources: Sources | null;
}

async function byFacts(context: Context, parts: Parts, file: string): Promise<Outcome> {
	const { io } = context;
	const actor: Actor = { id: context.as ?? io.user(), source: context.as === undefined ? 'verified' : 'asserted' };
	const { readFactsFile } = await import('../facts/read-facts-file.js');
	const read = await readFactsFile(file, actor, io);
	if (read.kind === 'problems') return misunderstood('the facts cannot be understood', read.problems);
	const facts = read.value;
	if (parts.options.project !== undefined && parts.options.project !== facts.project.name) {
		const message = `must be the project of ${file}, ${facts.project.name}`;
		return misunderstood('the project is another one', [
			{ kind: 'problem', path: ['--project'], message, received: parts.options.project },
		]);
	}
	const opened = await openCatalogue(context);
	if (opened.kind === 'failed') return opened.outcome;
	return judged(context, parts, facts.project, async (plan) => {
		const { checkByFacts } = await import('../facts/check-by-facts.js');
		return checkByFacts(plan, facts, opened.catalogue, io.clock());
	});
}

async function byDatabase(context: Context, parts: Parts, name: string): Promise<Outcome> {
	const { withGate } = await import('../gate/with-gate.js');
	return withGate(context, { mode: 'read', parts: 'all' }, async ({ gate, caller }) => {
		const projects = await gate.projects.list(caller);
		if (projects.kind === 'refused') return refusal(projects, { status: 2 });
		// Where there is none, the gate says so.
		const project = projects.value.find((one) => one.name === name);
		const { session } = parts.options;
		return judged(context, parts, project, (plan) =>
			gate.checkPlan(caller, { plan, project: name, ...(session === undefined ? {} : { session }) }),
		);
	});
}

async function judged(
	{ io }: Context,
	{ file, options, given, sources }: Parts,
	project: Project | undefined,
	judge: (plan: Plan) => Promise<Result<PlanCheck>>,
): Promise<Outcome> {
	const read = await readPlanFile(file, io, project === undefined ? given : { ...given, project });
	if (read.kind === 'problems') return misunderstood('the plan cannot be read', read.problems);
	const { plan } = read.value;
	if (plan.kind === 'refused') {
		return refusal(plan, { problems: plan.problems.map((found) => ({ ...found, file })), status: 2 });
	}
	const check = await judge(plan.value);
	if (check.kind === 'refused') return refusal(check, { status: 2 });
	const report = planReport({ file, plan: plan.value, check: check.value, sources });
	return checkOutcome(report, exitStatus(check.value.decision), options, io);
}

/** What the plan lacks, by name; a list of problems where an option says it in another form. */
function readOptionsOf({
	var: variables = [],
	defaultRegion = [],
}: PlanCheckOptions): ReadPlanOptions | PlacedProblem[] {
	const problems: PlacedProblem[] = [];
	const pairs = (option: string, texts: readonly string[], example: string) =>
		Object.fromEntries(
			texts.map((text) => {
				const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
				const message = `must be ${example}`;
				if (name === '') problems.push({ kind: 'problem', path: [option], message, received: text });
				return [name, value];
			}),
		);
	const options = {
		variables: pairs('--var', variables, 'NAME=VALUE, such as region=eu-west-1'),
		defaultRegions: pairs('--default-region', defaultRegion, 'CLOUD=REGION, such as aws=eu-west-1'),
	};
	return problems.length > 0 ? problems : options;
}

function usage(message: string): Outcome {
	return failure({ code: 'USAGE_INVALID', message });
}

function misunderstood(message: string, problems: readonly PlacedProblem[]): Outcome {
	return failure({ code: 'INPUT_INVALID', message, problems });
}
