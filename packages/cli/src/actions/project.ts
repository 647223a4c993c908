import { formatMicros, type Project, refused } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { settingsOf } from '../input/settings-of.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { labelledLines } from '../render/labelled-lines.js';
import { renderRows } from '../render/render-rows.js';

/** Options of `portcullis project add`. */
export interface ProjectAddOptions {
	readonly provider: string;
	readonly region: string;
	readonly regions?: readonly string[];
	readonly account?: string;
	readonly environment?: string;
	/** Millionths of a US dollar. */
	readonly budget?: number;
	/** `key=value` */
	readonly tag?: readonly string[];
	readonly backend?: string;
	/** `key=value` */
	readonly backendConfig?: readonly string[];
}

/** Puts a project under governance. */
export function addProject(context: Context, name: string, options: ProjectAddOptions): Promise<Outcome> {
	const { budget, tag, backend, backendConfig, ...rest } = options;
	const tags = settingsOf(tag ?? [], '--tag');
	const settings = settingsOf(backendConfig ?? [], '--backend-config');
	const problems = [tags, settings].flatMap((read) => (read.kind === 'problems' ? read.problems : []));
	if (backendConfig !== undefined && backend === undefined) {
		problems.push({ kind: 'problem', path: ['--backend'], message: 'must be given with --backend-config' });
	}
	if (tags.kind === 'problems' || settings.kind === 'problems' || problems.length > 0) {
		return Promise.resolve(failure({ code: 'INPUT_INVALID', message: 'the project cannot be understood', problems }));
	}
	const project = {
		name,
		...rest,
		...(budget === undefined ? {} : { monthly_budget_micros: budget }),
		...(tag === undefined ? {} : { tags: tags.value }),
		...(backend === undefined ? {} : { backend: { type: backend, ...backendSettings(settings.value) } }),
	};
	return withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
		const added = await gate.projects.add(caller, project);
		if (added.kind === 'refused') return refusal(added);
		const { provider, regions } = added.value;
		return done(
			{ kind: 'project', change: 'added', project: added.value },
			() => `${harmless(`Added project ${name} on ${provider}, regions ${regions.join(', ')}.`)}\n`,
		);
	});
}

/** Lists the projects that the actor may see. */
export function listProjects(context: Context): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.projects.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const row = (project: Project): string[] => [
			project.name,
			project.provider,
			project.environment,
			project.region,
			project.regions.join(' '),
			project.account ?? '',
			project.monthly_budget_micros === undefined ? '' : formatMicros(project.monthly_budget_micros, 2),
		];
		const heading = ['project', 'cloud', 'environment', 'region', 'allowed regions', 'account', 'USD a month'];
		const notes = listed.value.length === 0 ? ['there are no projects yet; portcullis project add adds one'] : [];
		return done(
			{ kind: 'projects', projects: listed.value },
			(style) => renderRows(heading, listed.value.map(row), style),
			notes,
		);
	});
}

/** Shows one project. */
export function showProject(context: Context, name: string): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.projects.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const project = listed.value.find((candidate) => candidate.name === name);
		if (project === undefined)
			return refusal(refused('PROJECT_UNKNOWN', `there is no project ${name} that you may see`));
		return done({ kind: 'project', project }, (style) => labelledLines(linesOf(project), style));
	});
}

function linesOf(project: Project): readonly (readonly [string, string])[] {
	const { tags, backend, monthly_budget_micros: budget } = project;
	const texts = Object.entries(tags ?? {}).map(([key, value]) => `${key}=${value}`);
	const lines = [
		['project', project.name],
		['cloud', project.provider],
		['where', `${project.region} (allowed: ${project.regions.join(', ')})`],
		['stage', project.environment],
		['account', project.account ?? ''],
		['budget', budget === undefined ? '' : `${formatMicros(budget, 2)} USD a month`],
		['tags', texts.join(', ')],
		['state', backend === undefined ? '' : backend.type],
	] as const;
	return lines.filter(([, text]) => text !== '');
}

/** Takes a project out of governance. */
export function removeProject(context: Context, name: string): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const removed = await gate.projects.remove(caller, name);
		if (removed.kind === 'refused') return refusal(removed);
		return done({ kind: 'project', change: 'removed', project: removed.value }, () => `Removed project ${name}.\n`);
	});
}

// All settings of backends are texts but the one switch.
function backendSettings({ use_lockfile, ...rest }: Readonly<Record<string, string>>): object {
	if (use_lockfile === undefined) return rest;
	return { ...rest, use_lockfile: use_lockfile === 'true' ? true : use_lockfile === 'false' ? false : use_lockfile };
}
