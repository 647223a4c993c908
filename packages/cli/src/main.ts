import { type Command, CommanderError } from 'commander';
import { isCompletion } from './commands/complete.js';
import { isPolicyCommand, runPolicyCommand } from './commands/policy.js';
import { createProgram, type SharedOptions } from './commands/program.js';
import { readConfig } from './config/read-config.js';
import { resolveSettings } from './config/resolve-settings.js';
import type { Context } from './gate/context.js';
import { parseDatabase } from './gate/database.js';
import type { Io } from './io/io.js';
import { failure } from './output/failure.js';
import type { PlacedProblem } from './output/json-document.js';
import type { Outcome } from './output/outcome.js';
import { printOutcome } from './output/print-outcome.js';
import { thrownFailure } from './output/thrown-failure.js';
import { usageFailure } from './output/usage-failure.js';
import { readVersion } from './version.js';

/**
 * Runs the command once.
 *
 * @param argv what was given after the command's name
 * @param io the outside world
 * @returns the exit status; see {@link ExitStatus}, and for `policy` the README of `@portcullis/rego`
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
	if (isPolicyCommand(argv)) return runPolicyCommand(argv, io);
	if (isCompletion(argv)) return (await import('./commands/run-completion.js')).runCompletion(argv, io);
	const json = wantsJson(argv);
	// Questions would stand between what a program reads.
	return printOutcome(await outcomeOf(argv, json ? { ...io, ask: undefined } : io), json, io);
}

async function outcomeOf(argv: readonly string[], io: Io): Promise<Outcome> {
	let outcome: Outcome | undefined;
	let out = '';
	let err = '';
	const perform = async (action: (context: Context) => Promise<Outcome>): Promise<void> => {
		const context = await contextOf(program, io);
		outcome = context.kind === 'context' ? await action(context.context) : context.outcome;
	};
	const version = readVersion();
	const program = createProgram(version, perform, io, {
		out: (text) => {
			out += text;
		},
		err: (text) => {
			err += text;
		},
	});
	try {
		await program.parseAsync(argv, { from: 'user' });
	} catch (error) {
		if (!(error instanceof CommanderError)) return thrownFailure(error, io.env);
		if (error.exitCode === 0) return { status: 0, document: { kind: 'version', portcullis: version }, text: () => out };
		return usageFailure(error, err, program, argv);
	}
	return outcome ?? failure({ code: 'INTERNAL', message: 'the command came to nothing' });
}

type ContextOrFailure =
	| { readonly kind: 'context'; readonly context: Context }
	| { readonly kind: 'failed'; readonly outcome: Outcome };

async function contextOf(program: Command, io: Io): Promise<ContextOrFailure> {
	const { db, tenant, as, requestId, prices, json = false } = program.opts<SharedOptions>();
	const read = await readConfig(io);
	if (read.kind === 'problems') return failed('the configuration file cannot be understood', read.problems);
	const settings = resolveSettings({ db, tenant, prices }, read.value, io);
	const { value, from } = settings.db;
	const database = parseDatabase(value ?? '', io.cwd);
	if (database.kind === 'problems') {
		const problems = database.problems.map((problem) => ({ ...problem, path: [from] }));
		return failed('the database cannot be understood', problems);
	}
	const context = {
		io,
		database: database.value,
		tenant: settings.tenant.value ?? '',
		settings,
		configFile: read.value.path,
		discord: read.value.config.discord,
		as,
		json,
		requestId,
		prices: settings.prices.value ?? undefined,
	};
	return { kind: 'context', context };
}

function failed(message: string, problems: readonly PlacedProblem[]): ContextOrFailure {
	return { kind: 'failed', outcome: failure({ code: 'INPUT_INVALID', message, problems }) };
}

// It must be known even where the rest of the line cannot be understood: the error is JSON too.
function wantsJson(argv: readonly string[]): boolean {
	const end = argv.indexOf('--');
	return (end === -1 ? argv : argv.slice(0, end)).includes('--json');
}
