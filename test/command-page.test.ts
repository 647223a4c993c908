import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createProgram } from '../packages/cli/src/commands/program.js';
import type { JsonDocument } from '../packages/cli/src/output/json-document.js';
import { workshop } from '../packages/cli/test/workshop.js';

type Command = ReturnType<typeof createProgram>;

const page = await readFile(new URL('../docs/command.md', import.meta.url), 'utf8');

/** The first cells of the tables under a heading, up to the next one. */
function listed(from: string, to: string): string[] {
	const part = page.slice(page.indexOf(`\n## ${from}\n`), page.indexOf(`\n## ${to}\n`));
	return [...part.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');
}

function commandsBelow(command: Command, name: string): string[] {
	const own = command.registeredArguments.map((argument) => {
		const word = argument.name().toUpperCase();
		return argument.required ? word : `[${word}]`;
	});
	const below = command.commands.flatMap((one) => commandsBelow(one, `${name} ${one.name()}`.trim()));
	// Policy has commands of its own and those on files.
	if (name === 'policy') return [...below, name];
	return below.length > 0 ? below : [[name, ...own].join(' ')];
}

it('lists every command with its arguments, and no other', () => {
	const io = { ...({} as Parameters<typeof createProgram>[2]), clock: () => 0 };
	const program = createProgram('0', async () => {}, io, { out: () => {}, err: () => {} });
	expect(listed('Setting up', 'Settings').sort()).toEqual(commandsBelow(program, '').sort());
});

it('lists every kind of what --json writes, and no other', () => {
	// The compiler holds this list to the type.
	const kinds: Readonly<Record<JsonDocument['kind'], true>> = {
		version: true,
		error: true,
		init: true,
		tenant: true,
		config: true,
		schema: true,
		discord: true,
		doctor: true,
		preview: true,
		request: true,
		session: true,
		sessions: true,
		closed: true,
		explanation: true,
		check: true,
		who_can: true,
		history: true,
		projects: true,
		project: true,
		roles: true,
		role: true,
		grants: true,
		grant: true,
		quotas: true,
		quota: true,
		quota_status: true,
		time_zone: true,
		bindings: true,
		binding: true,
		waivers: true,
		waiver: true,
		policies: true,
		policy: true,
		replay: true,
		templates: true,
		template: true,
		expansion: true,
		document: true,
		synth: true,
		resources: true,
		synced: true,
		cost: true,
		project_costs: true,
		price: true,
		price_sources: true,
		sweep: true,
		audit: true,
		head: true,
		exported: true,
		migrated: true,
		status: true,
		backup: true,
		restored: true,
		copied: true,
	};
	const section = page.slice(page.indexOf('\n## JSON\n'));
	const shown = [...section.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1] ?? '');
	expect(shown.sort()).toEqual(Object.keys(kinds).sort());
});

it('shows a configuration file that is understood as it stands, and every setting that there is', async () => {
	const { run, write } = workshop();
	const file = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
	write('portcullis.yaml', file);
	const { settings } = (await run(['config', '--json'])).json();
	const list = settings as readonly { readonly name: string; readonly source: string }[];
	expect(list.map(({ source }) => source)).toEqual(list.map(() => 'file'));
	for (const { name } of list) expect(page).toContain(`| \`${name}\` |`);
});
