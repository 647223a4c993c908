import { z } from 'zod';
import { blocking } from '../explain/blocking.js';
import { smallestResource } from '../explain/smallest-resource.js';
import type { Answer } from '../model/decision.js';
import type { Change, Deployment } from '../model/deployment.js';
import type { Grant } from '../model/grant.js';
import { actorIdSchema, nameSchema } from '../model/names.js';
import { problem } from '../model/problem.js';
import { addressOf, resourceRequestSchema } from '../model/resource.js';
import { resourceKindSchema } from '../model/resource-kind.js';
import { ok, type Result, refused } from '../model/result.js';
import { asGrantOf } from '../model/some-member.js';
import { type Action, actions, type ResourceKind, resourceKinds } from '../model/vocabulary.js';
import { fillIn } from './fill-in.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { decideAgain } from './judge.js';
import { parseInput } from './parse-input.js';
import { type ReadFacts, readFacts, strangerFault } from './read-facts.js';
import { unseenProject } from './unknown.js';
import { viewerOf } from './viewer.js';

/** How many standing resources are asked about; one is named where there are more. */
const mostSubjects = 20;

const requestSchema = z.strictObject({
	action: z.enum(actions),
	project: nameSchema,
	/** Of this kind only; left out, of each. */
	kind: resourceKindSchema.optional(),
	/** What to modify or delete, by its address; left out, what stands. */
	address: z.string().optional(),
	/** What to create; left out, the smallest there is of the kind. */
	resource: resourceRequestSchema.optional(),
	/** The last actor or group of the page before. */
	after: actorIdSchema.optional(),
	/** How many actors and groups at most. */
	limit: z.int().min(1).max(100).default(50),
});

/** Who can do what: `{ action: 'create', kind: 'vm', project: 'shop' }`. */
export type WhoCanRequest = z.input<typeof requestSchema>;

/** What would be answered to one actor, or to somebody of a group of whom nothing else is known. */
export interface WhoCanAnswer {
	/** `null` where it is a group. */
	readonly actor: string | null;
	/** `null` where it is an actor. */
	readonly group: string | null;
	/** A kind, where the smallest of it would be created; an address otherwise. */
	readonly subject: string;
	readonly answer: Answer;
	/** The first thing that stands in the way; `null` where nothing does. */
	readonly reason: { readonly policy: string | null; readonly message: string } | null;
}

/** Who can do what, as it was decided for each. */
export interface WhoCan {
	readonly kind: 'who_can';
	readonly action: Action;
	readonly project: string;
	/** In order of actor and group. */
	readonly answers: readonly WhoCanAnswer[];
	/** Give it as `after` for the next; `null` where there are no more. */
	readonly next: string | null;
	/** Whether every resource was asked about: of many that stand only the first are. */
	readonly whole: boolean;
}

/**
 * Says who can do something in a project, by deciding it for everybody who has a grant, and for somebody of each group
 * that has one: reading roles would miss the quotas, bindings and limits that bear on each. Nothing is stored. Whoever
 * may see the project may know.
 */
export async function whoCan(
	gate: GateContext,
	caller: Caller,
	given: WhoCanRequest | unknown,
): Promise<Result<WhoCan>> {
	const parsed = parseInput(requestSchema, given, 'what to ask of whom');
	if (parsed.kind === 'refused') return parsed;
	const { action, project, after, limit } = parsed.value;
	const now = gate.clock();
	const read = await gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		return viewer.sees(project) ? readFacts(tx, caller, project, now) : unseenProject(project);
	});
	if (read.kind === 'refused') return read;
	const asked = deploymentsFor(gate, parsed.value, read);
	if (asked.kind === 'refused') return asked;
	const holders = holdersOf(read);
	// An actor and a group may be called the same: they come on one page, so that none is left out between two.
	const names = [...new Set(holders.map(({ name }) => name))].sort();
	const from = after === undefined ? 0 : names.filter((name) => name <= after).length;
	const page = names.slice(from, from + limit);
	const answers: WhoCanAnswer[] = [];
	for (const holder of page.flatMap((each) => holders.filter(({ name }) => name === each))) {
		for (const { subject, deployment } of asked.value.slice(0, mostSubjects)) {
			answers.push({ ...holder.who, subject, ...(await answerTo(gate, holder, deployment, read, now)) });
		}
	}
	const next = from + limit < names.length ? (page.at(-1) ?? null) : null;
	return ok({ kind: 'who_can', action, project, answers, next, whole: asked.value.length <= mostSubjects });
}

interface Holder {
	/** What pages go by, and in whose name it is decided. */
	readonly name: string;
	readonly who: Pick<WhoCanAnswer, 'actor' | 'group'>;
	readonly grants: readonly Grant[];
}

function holdersOf({ grants, groupGrants }: ReadFacts): Holder[] {
	const actors = [...new Set(grants.map(({ actor }) => actor))];
	const groups = [...new Set(groupGrants.map(({ group }) => group))];
	return [
		...actors.map((actor) => {
			const held = grants.filter((grant) => grant.actor === actor);
			return { name: actor, who: { actor, group: null }, grants: held };
		}),
		// Somebody who is called as the group is: a decision is made for an id.
		...groups.map((group) => {
			const held = groupGrants.filter((grant) => grant.group === group).map((grant) => asGrantOf(grant, group));
			return { name: group, who: { actor: null, group }, grants: held };
		}),
	];
}

interface Asked {
	readonly subject: string;
	readonly deployment: Deployment;
}

function deploymentsFor(
	gate: GateContext,
	{ action, kind, address, resource, project }: z.output<typeof requestSchema>,
	{ facts, standing }: ReadFacts,
): Result<Asked[]> {
	const deployment = (change: Change): Deployment => ({ action, project, reason: null, changes: [change] });
	const catalogue = gate.catalogueOf(facts.tenant);
	const context = { project: facts.project, catalogue };
	if (action === 'create') {
		const created = (request: Parameters<typeof fillIn>[0], subject: string): Asked => ({
			subject,
			deployment: deployment({ address: addressOf(request), before: null, after: fillIn(request, context) }),
		});
		if (resource !== undefined) return ok([created(resource, addressOf(resource))]);
		const kinds: readonly ResourceKind[] = kind === undefined ? resourceKinds : [kind];
		return ok(kinds.map((each) => created(smallestResource(each, facts.project, catalogue), each)));
	}
	const wanted = standing.filter((each) => (kind ?? each.resource.kind) === each.resource.kind);
	const found = address === undefined ? wanted : wanted.filter((each) => each.address === address);
	if (found.length === 0) {
		const what = address ?? `no ${kind ?? 'resource'} to ${action}`;
		const missing = problem(['address'], `must be a resource that stands in ${project}`, what);
		return refused('RESOURCE_UNKNOWN', `nothing stands in ${project} that could be asked about: ${what}`, [missing]);
	}
	return ok(
		found.map(({ address: at, resource: before }) => ({
			subject: at,
			deployment: deployment({ address: at, before, after: action === 'delete' ? null : before }),
		})),
	);
}

async function answerTo(
	gate: GateContext,
	{ name, grants }: Holder,
	deployment: Deployment,
	{ facts, standing }: ReadFacts,
	now: number,
): Promise<Pick<WhoCanAnswer, 'answer' | 'reason'>> {
	const own = { ...facts, actor: { id: name, source: 'verified' as const }, grants: [...grants] };
	const stranger = strangerFault({ facts: own }, now);
	if (stranger !== null) return { answer: 'deny', reason: { policy: null, message: stranger.message } };
	const { decision } = await decideAgain(gate, deployment, own, standing, now);
	const [first] = blocking(decision);
	return {
		answer: decision.answer,
		reason: first === undefined ? null : { policy: first.policy, message: first.message },
	};
}
