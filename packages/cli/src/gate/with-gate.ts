import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Actor, Caller, Gate, Store } from '@portcullis/core';
import { failure } from '../output/failure.js';
import type { PlacedProblem } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';
import type { Context } from './context.js';
import { missingDatabase } from './missing-database.js';
import { noParts, type Parts } from './no-parts.js';
import { openCatalogue } from './open-catalogue.js';
import { policyParts } from './policy-tools.js';
import { terraformRootOf } from './terraform-root.js';

/** A gate that is open for one command. */
export interface Opened {
	readonly gate: Gate;
	readonly store: Store;
	readonly caller: Caller;
}

/** What a command needs of the gate. */
export interface Needs {
	/** `read`: the file as it is, beside a process that writes. `write`: alone. `make`: the file may be new. */
	readonly mode: 'read' | 'write' | 'make';
	/** `lookup`: no policy, price or cloud is needed, and none is loaded. */
	readonly parts: 'all' | 'lookup';
	/** Where Terraform folders stand, if not where the environment or the database says. */
	readonly terraformRoot?: string;
	/** Whether Terraform folders may be written to: then where they stand has to be known. */
	readonly terraform?: boolean;
}

/** Opens the gate for one command and closes it behind it, however that ends. */
export async function withGate(
	context: Context,
	needs: Needs,
	body: (opened: Opened) => Promise<Outcome>,
): Promise<Outcome> {
	const { io, database, tenant, requestId } = context;
	const absent = needs.mode === 'make' ? null : missingDatabase(database);
	if (absent !== null) return absent;
	const terraformRoot = needs.terraformRoot ?? rootOf(context);
	if (terraformRoot === null && needs.terraform === true) return rootMissing();
	const locked = needs.mode === 'read' && database.kind === 'file' && isLocked(database.path);
	const { actorSchema, createGate, openStore, tenantIdSchema } = await import('@portcullis/core');
	const actor: Actor = {
		id: context.as ?? io.user(),
		source: context.as === undefined ? 'verified' : 'asserted',
	};
	const problems = [
		...problemsWith('--as', actor.id, actorSchema.shape.id.safeParse(actor.id)),
		...problemsWith('--tenant', tenant, tenantIdSchema.safeParse(tenant)),
	];
	if (problems.length > 0) {
		return failure({ code: 'INPUT_INVALID', message: 'who asks, and where, cannot be understood', problems });
	}
	let parts: Parts = noParts;
	if (needs.parts === 'all') {
		const opened = await openCatalogue(context);
		if (opened.kind === 'failed') return opened.outcome;
		parts = { ...(await allParts()), catalogue: opened.catalogue, ...(await policyParts(context)) };
	}
	const store = await openStore({
		url: database.url,
		mode: needs.mode === 'read' ? 'read' : 'write',
		clock: io.clock,
		warn: (message) => io.stderr.write(`note: ${message}\n`),
	});
	try {
		const gate = createGate({
			store,
			...parts,
			// Nothing is written there by a command that did not say so.
			terraformRoot: terraformRoot ?? io.cwd,
			newId: io.newId,
		});
		const caller = requestId === undefined ? { tenant, actor } : { tenant, actor, request_id: requestId };
		const outcome = await body({ gate, store, caller });
		return store.snapshot_at === null ? outcome : await dated(outcome, store.snapshot_at, locked, io.clock());
	} finally {
		await parts.policyTools?.close();
		await store.close();
	}
}

function rootOf({ io, database, settings }: Context): string | null {
	const named = settings.terraform_root.value;
	if (named !== null) return resolve(io.cwd, named);
	return database.kind === 'file' ? terraformRootOf(database.path) : null;
}

// Beside a server there is no folder, and the current one may be another each time: what was written into a second
// folder would be built a second time.
function rootMissing(): Outcome {
	return failure({
		code: 'USAGE_INVALID',
		message: 'where the Terraform folders stand is not known: a PostgreSQL database does not say',
		hint: 'PORTCULLIS_TERRAFORM_ROOT names the folder, the same for everybody; approve takes --terraform-root DIR too',
	});
}

interface Parsed {
	readonly success: boolean;
	readonly error?: { readonly issues: readonly { readonly message: string }[] };
}

function problemsWith(option: string, received: string, parsed: Parsed): PlacedProblem[] {
	if (parsed.success) return [];
	const message = parsed.error?.issues[0]?.message ?? 'cannot be understood';
	return [{ kind: 'problem', path: [option], message, received }];
}

let loading: ReturnType<typeof loadParts> | undefined;

// Once a process: policies do not change while it runs.
function allParts(): ReturnType<typeof loadParts> {
	loading ??= loadParts();
	return loading;
}

async function loadParts(): Promise<Omit<Parts, 'catalogue'>> {
	const [{ createEngine }, { defaultBundle, tenantDefaults }, { createProviders }] = await Promise.all([
		import('@portcullis/core'),
		import('@portcullis/policies'),
		import('@portcullis/providers'),
	]);
	return {
		engine: createEngine(await defaultBundle()),
		providers: createProviders(),
		defaults: tenantDefaults,
	};
}

// The lock lies beside the file itself, whatever link leads to it. One that a dead process left makes the remark too:
// what it says is then still true.
function isLocked(database: string): boolean {
	return existsSync(`${realpathSync(database)}.lock`);
}

async function dated(outcome: Outcome, savedAt: number, locked: boolean, now: number): Promise<Outcome> {
	const document = { ...outcome.document, snapshot_at: savedAt };
	if (!locked) return { ...outcome, document };
	const { ageText, momentText } = await import('@portcullis/core');
	const note = `another process has the database open; this is how it was saved ${ageText(now - savedAt)} ago (${momentText(savedAt)})`;
	return { ...outcome, document, notes: [note, ...(outcome.notes ?? [])] };
}
