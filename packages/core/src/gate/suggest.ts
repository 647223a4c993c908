import { effectivePermissions } from '../engine/effective-permissions.js';
import { advise } from '../explain/advise.js';
import { applyEdits } from '../explain/apply-edits.js';
import { type Candidate, findSuggestions } from '../explain/find-suggestions.js';
import type { Edit, Suggestions } from '../explain/suggestion.js';
import { surroundingsOf } from '../explain/surroundings.js';
import type { DeploymentRequest } from '../model/deployment.js';
import { ok, type Result } from '../model/result.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { judge } from './judge.js';
import { type ParsedRequest, parseRequest } from './parse-request.js';
import { type ReadFacts, readCallerFacts } from './read-facts.js';

/** How often is decided at most to find suggestions, and at least where a deployment is large. */
const mostDecisions = 64;
const leastDecisions = 8;
/** How many resources are judged in all of those decisions: a bound that a slow machine does not move. */
const mostJudged = 6400;

/**
 * Finds what would make a request pass: the smallest changes of it, each confirmed by resolving and deciding it again on
 * the same facts; where none helps, whom to ask. Nothing is stored, and nothing in it depends on how fast the machine is.
 */
export async function suggest(
	gate: GateContext,
	caller: Caller,
	request: DeploymentRequest | unknown,
): Promise<Result<Suggestions>> {
	const parsed = parseRequest(request);
	if (parsed.kind === 'refused') return parsed;
	const now = gate.clock();
	const read = await gate.store.read((tx) => readCallerFacts(tx, caller, parsed.value.project, now));
	if (read.kind === 'refused') return read;
	const { facts, standing } = read;
	const decideOn = async (asked: ParsedRequest): Promise<Result<Candidate>> => {
		const judged = await judge(gate, asked, facts, standing, now);
		if (judged.kind === 'refused') return judged;
		const { deployment, decision } = judged.value;
		return ok({ request: asked, deployment, decision });
	};
	const start = await decideOn(parsed.value);
	if (start.kind === 'refused') return start;
	const { decision } = start.value;
	const tryEdits = async (edits: readonly Edit[]): Promise<Candidate | null> => {
		const changed = parseRequest({ ...parsed.value, resources: applyEdits(parsed.value.resources, edits) });
		if (changed.kind === 'refused') return null;
		const tried = await decideOn(changed.value);
		return tried.kind === 'refused' ? null : tried.value;
	};
	const budget = Math.floor(mostJudged / parsed.value.resources.length);
	const surroundings = surroundingsOf(facts.project, gate.catalogueOf(caller.tenant));
	const found = await findSuggestions(
		start.value,
		surroundings,
		tryEdits,
		Math.min(mostDecisions, Math.max(leastDecisions, budget)),
	);
	const needsAdvice = decision.answer !== 'allow' && found.suggestions.length === 0;
	return ok({
		kind: 'suggestions',
		answer: decision.answer,
		suggestions: found.suggestions,
		advice: needsAdvice ? advise(decision, peopleOf(read, now)) : [],
		// The first one, of the request as it is, among them.
		decisions: found.decisions + 1,
		exhausted: found.exhausted,
	});
}

// Who may not see a project is not told who else may do what in it.
function peopleOf({ facts, grants, groupGrants }: ReadFacts, now: number) {
	const { project, roles, bindings, actor } = facts;
	const place = { provider: project.provider, project: project.name };
	const sees = effectivePermissions(actor.id, grants, roles, place, now).capabilities.includes('can_view');
	const others = sees ? { grants, groupGrants } : { grants: [], groupGrants: [] };
	return { project, roles, bindings, actor: actor.id, now, ...others };
}
