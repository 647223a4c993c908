import { type Command, CommanderError } from 'commander';
import { isPolicyCommand, runPolicyCommand } from './commands/policy.js';
import { createProgram, type SharedOptions } from './commands/program.js';
import type { Context } from './gate/context.js';
import { parseDatabase } from './gate/database.js';
import { type Understood, understood } from './input/input-problem.js';
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
	const json = wantsJson(argv);
	return printOutcome(await outcomeOf(argv, io), json, io);
}

async function outcomeOf(argv: readonly string[], io: Io): Promise<Outcome> {
	let outcome: Outcome | undefined;
	let out = '';
	let err = '';
	const perform = async (action: (context: Context) => Promise<Outcome>): Promise<void> => {
		const context = contextOf(program, io);
		outcome = context.kind === 'understood' ? await action(context.value) : databaseFailure(context.problems);
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

function contextOf(program: Command, io: Io): Understood<Context> {
	const { db, tenant, as, requestId, prices: named } = program.opts<SharedOptions>();
	// A variable that is set to nothing counts as not set.
	const database = db ?? (io.env.PORTCULLIS_DB || '.portcullis/portcullis.db');
	const parsed = parseDatabase(database, io.cwd);
	if (parsed.kind === 'problems') return parsed;
	const prices = named ?? (io.env.PORTCULLIS_PRICES || undefined);
	return understood({ io, database: parsed.value, tenant: tenant ?? 'local', as, requestId, prices });
}

function databaseFailure(problems: readonly PlacedProblem[]): Outcome {
	const placed = problems.map((problem) => ({ ...problem, path: ['--db'] }));
	return failure({ code: 'INPUT_INVALID', message: 'the database cannot be understood', problems: placed });
}

// It must be known even where the rest of the line cannot be understood: the error is JSON too.
function wantsJson(argv: readonly string[]): boolean {
	const end = argv.indexOf('--');
	return (end === -1 ? argv : argv.slice(0, end)).includes('--json');
}
