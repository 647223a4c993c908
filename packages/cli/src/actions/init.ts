import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gate, Project, Refused } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { placeText } from '../gate/database.js';
import { missingDatabase } from '../gate/missing-database.js';
import { type Opened, withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { askFirstProject, type FirstProject } from './init-questions.js';

/** Options of `portcullis init`. */
export interface InitOptions extends Partial<Omit<FirstProject, 'name'>> {
	readonly allowAs?: boolean;
	/** IANA name. */
	readonly timeZone?: string;
	/** The name of the first project. */
	readonly project?: string;
	/** Asks nothing. */
	readonly yes?: boolean;
}

const requestFile = 'first-request.yaml';

/**
 * Makes the database and the tenant, whose first administrator is whoever runs it, and the first project where one is
 * given or, at a terminal, answered for. Run again, it changes nothing.
 */
export async function init(context: Context, options: InitOptions): Promise<Outcome> {
	const told = toldProject(options);
	if (told.kind === 'failed') return told.outcome;
	// All is asked before anything is made: who breaks off leaves nothing behind.
	const first = told.project ?? (await answeredProject(context, options));
	if (first === null) return failure({ code: 'BROKEN_OFF', message: 'broken off; nothing was set up', status: 1 });
	return withGate(context, { mode: 'make', parts: 'all' }, (opened) =>
		setUp(context, opened, options, first === 'none' ? null : first),
	);
}

type Told =
	| { readonly kind: 'told'; readonly project: FirstProject | null }
	| { readonly kind: 'failed'; readonly outcome: Outcome };

function toldProject({ project: name, provider, region, account, environment, budget }: InitOptions): Told {
	const others = { provider, region, account, environment, budget };
	if (name !== undefined && provider !== undefined && region !== undefined) {
		const more = {
			...(account === undefined ? {} : { account }),
			...(environment === undefined ? {} : { environment }),
			...(budget === undefined ? {} : { budget }),
		};
		return { kind: 'told', project: { name, provider, region, ...more } };
	}
	if (name === undefined && Object.values(others).every((value) => value === undefined)) {
		return { kind: 'told', project: null };
	}
	const message = '--project, --provider and --region belong together: the first project needs all three';
	return { kind: 'failed', outcome: failure({ code: 'USAGE_INVALID', message }) };
}

// Where a database is there already, somebody has been here before and is asked nothing.
async function answeredProject(
	{ io, database }: Context,
	{ yes = false }: InitOptions,
): Promise<FirstProject | 'none' | null> {
	if (yes || io.ask === undefined || missingDatabase(database) === null) return 'none';
	const { environments, nameSchema, nearest, providerIds } = await import('@portcullis/core');
	const { createCatalogue } = await import('@portcullis/policies');
	const catalogue = createCatalogue();
	const regions = (provider: string) => {
		const id = providerIds.find((candidate) => candidate === provider);
		return id === undefined ? [] : [...catalogue.regions(id)];
	};
	return askFirstProject(io.ask, {
		providers: providerIds,
		environments,
		nameFault: (name) => nameSchema.safeParse(name).error?.issues[0]?.message,
		regions,
		nearestRegions: (provider, region) => nearest(region, regions(provider)),
	});
}

async function setUp(
	{ io }: Context,
	{ gate, store, caller }: Opened,
	{ allowAs = false, timeZone }: InitOptions,
	first: FirstProject | null,
): Promise<Outcome> {
	const created = await gate.createTenant(caller, {
		assertedMayApprove: allowAs,
		...(timeZone === undefined ? {} : { timeZone }),
	});
	if (created.kind === 'refused' && created.code !== 'TENANT_EXISTS') return refusal(created);
	const tenant = await store.read((tx) => tx.tenants.get(caller.tenant));
	const asserted = tenant?.asserted_may_approve ?? false;
	if (created.kind === 'refused' && allowAs && !asserted) {
		return failure({
			code: created.code,
			message: `tenant ${caller.tenant} is set up already, without --allow-as; nothing was changed`,
			hint: 'set up another tenant with --tenant NAME, or another database with --db FILE',
			status: 1,
		});
	}
	const project = first === null ? null : await addFirst(gate, caller, first);
	if (project !== null && 'code' in project) return refusal(project);
	const example = project === null ? null : await writeExample(io.cwd, project);
	const document = {
		kind: 'init',
		created: created.kind === 'ok',
		database: placeText(store.url),
		tenant: caller.tenant,
		actor: caller.actor.id,
		asserted_may_approve: asserted,
		...(project === null ? {} : { project }),
		...(example === null ? {} : { request_file: example }),
	} as const;
	const where = harmless(`tenant ${caller.tenant} in ${placeText(store.url)}`);
	if (!document.created && project === null) {
		return done(document, () => `Set up already: ${where}. Nothing was changed.\n`);
	}
	const lines = [
		document.created
			? `Set up: ${where}. ${harmless(caller.actor.id)} is its first administrator.`
			: `Set up already: ${where}.`,
		...(project === null ? [] : [`Added project ${project.name} on ${project.provider}, region ${project.region}.`]),
		`Next: portcullis ${nextStep(project, example)}`,
	];
	return done(document, () => `${lines.join('\n')}\n`);
}

async function addFirst(gate: Gate, caller: Opened['caller'], first: FirstProject): Promise<Project | Refused> {
	const { budget, ...rest } = first;
	const added = await gate.projects.add(caller, {
		...rest,
		...(budget === undefined ? {} : { monthly_budget_micros: budget }),
	});
	return added.kind === 'refused' ? added : added.value;
}

// Something to try at once. What stands there already is somebody's, and left alone.
async function writeExample(cwd: string, { name }: Project): Promise<string | null> {
	const path = join(cwd, requestFile);
	if (existsSync(path)) return null;
	await writeFile(path, `project: ${name}\nresources:\n  - kind: vm\n    name: web\n    size: small\n`, { flag: 'wx' });
	return requestFile;
}

function nextStep(project: Project | null, example: string | null): string {
	if (project === null) return 'project add shop --provider gcp --region us-central1';
	return example === null ? 'preview FILE says what would be decided of a request' : `preview ${example}`;
}
