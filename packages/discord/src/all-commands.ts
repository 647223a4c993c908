import type { Templates } from '@portcullis/core';
import type { Command } from './command.js';
import { costCommand } from './commands/cost.js';
import { deleteCommand } from './commands/delete.js';
import { deployCommand } from './commands/deploy.js';
import { grantCommand, grantPages, grantsCommand, revokeCommand } from './commands/grant.js';
import { helpCommand } from './commands/help.js';
import { historyCommand, historyPages } from './commands/history.js';
import { initCommand } from './commands/init.js';
import { listCommand, listPages } from './commands/list.js';
import { modifyCommand } from './commands/modify.js';
import { policyCommand } from './commands/policy.js';
import { projectsCommand } from './commands/projects.js';
import { quotaCommand } from './commands/quota.js';
import { waiveCommand } from './commands/waive.js';
import type { Component } from './component.js';
import { lobbyComponents } from './components/lobby.js';
import { requestComponents } from './components/requests.js';

/** Every slash command. */
export function allCommands(templates: Templates): readonly Command[] {
	const commands = [
		initCommand,
		projectsCommand,
		deployCommand(templates),
		modifyCommand,
		deleteCommand,
		listCommand,
		quotaCommand,
		costCommand,
		policyCommand,
		waiveCommand,
		historyCommand,
		grantCommand,
		grantsCommand,
		revokeCommand,
	];
	return [...commands, helpCommand(commands)];
}

/** Everything that can be clicked or sent. */
export function allComponents(templates: Templates): readonly Component[] {
	return [...lobbyComponents, ...requestComponents(templates), listPages, historyPages, grantPages];
}
