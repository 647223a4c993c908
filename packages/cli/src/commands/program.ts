import { Command } from 'commander';
import type { Io } from '../io/io.js';
import { approveCommand } from './approve.js';
import { auditCommand } from './audit.js';
import { bindingCommand } from './binding.js';
import { cancelCommand } from './cancel.js';
import { checkCommand } from './check.js';
import { completeCommand } from './complete.js';
import { configCommand } from './config.js';
import { costCommand } from './cost.js';
import { dbCommand } from './db.js';
import { type Define, examples, type Perform } from './definition.js';
import { discordCommand } from './discord.js';
import { doctorCommand } from './doctor.js';
import { explainCommand } from './explain.js';
import { grantCommand } from './grant.js';
import { historyCommand } from './history.js';
import { initCommand } from './init.js';
import { listCommand } from './list.js';
import { policyCommand } from './policy.js';
import { previewCommand } from './preview.js';
import { pricesCommand } from './prices.js';
import { projectCommand } from './project.js';
import { quotaCommand } from './quota.js';
import { rejectCommand } from './reject.js';
import { requestCommand } from './request.js';
import { resourcesCommand } from './resources.js';
import { roleCommand } from './role.js';
import { showCommand } from './show.js';
import { sweepCommand } from './sweep.js';
import { synthCommand } from './synth.js';
import { templateCommand } from './template.js';
import { tenantCommand } from './tenant.js';
import { waiverCommand } from './waiver.js';
import { whoCanCommand } from './who-can.js';
import { withdrawCommand } from './withdraw.js';

/** The options that every command takes. */
export interface SharedOptions {
	readonly db?: string;
	readonly tenant?: string;
	readonly as?: string;
	readonly requestId?: string;
	readonly prices?: string;
	readonly json?: boolean;
}

const commands: readonly Define[] = [
	initCommand,
	tenantCommand,
	projectCommand,
	roleCommand,
	grantCommand,
	quotaCommand,
	bindingCommand,
	waiverCommand,
	previewCommand,
	checkCommand,
	requestCommand,
	showCommand,
	explainCommand,
	whoCanCommand,
	approveCommand,
	withdrawCommand,
	rejectCommand,
	cancelCommand,
	listCommand,
	historyCommand,
	auditCommand,
	resourcesCommand,
	costCommand,
	pricesCommand,
	dbCommand,
	configCommand,
	doctorCommand,
	discordCommand,
	sweepCommand,
	templateCommand,
	synthCommand,
	policyCommand,
	completeCommand,
];

/** Where the command's own words go, instead of to the process: help and version, and what is wrong with the usage. */
export interface ProgramOutput {
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
}

/** Puts the program together: every command, with its arguments, options and help. It never ends the process. */
export function createProgram(version: string, perform: Perform, io: Io, output: ProgramOutput): Command {
	const program = new Command('portcullis')
		.description(
			'Decides what may be deployed: asks policies, prices it, lets people approve it, writes the Terraform.',
		)
		.version(version, '-V, --version')
		.option('--db <database>', 'a file, or postgres://… (or PORTCULLIS_DB; default: .portcullis/portcullis.db)')
		.option('--tenant <name>', 'whose projects, grants and policies (default: local)')
		.option('--as <name>', "act as somebody else; recorded as asserted. Without it the operating system's user acts")
		.option(
			'--request-id <id>',
			'do it once by this id: repeated with the same id, it answers the same and does nothing',
		)
		.option('--prices <file>', 'prices of your own over list prices, in YAML, JSON or CSV (or PORTCULLIS_PRICES)')
		.option('--json', 'write one JSON object to standard output, errors too')
		.helpCommand('help [command]', 'show the help of a command')
		.showSuggestionAfterError()
		.configureHelp({ showGlobalOptions: true })
		.configureOutput({ writeOut: output.out, writeErr: output.err })
		.exitOverride()
		.addHelpText(
			'after',
			examples(
				'init',
				'project add shop --provider gcp --region us-central1',
				'preview vm.yaml',
				'request vm.yaml',
				'approve 5f0c6c1e0d0f4b5c9a3b2f1e7d8c6b5a',
			),
		);
	for (const define of commands) define(program, perform, io);
	addAliases(program);
	return program;
}

const aliases: Readonly<Record<string, string>> = { list: 'ls', remove: 'rm' };

// As people's fingers have them from elsewhere.
function addAliases(command: Command): void {
	const alias = aliases[command.name()];
	if (alias !== undefined) command.alias(alias);
	for (const below of command.commands) addAliases(below);
}
