import type { Answer } from '../model/decision.js';
import type { Violation } from '../model/violation.js';
import type { Action, SessionStatus } from '../model/vocabulary.js';

const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/**
 * Every text that front ends share, in English. What goes in may be marked up already: a chat names a role as code, a
 * terminal as it is. What policies and people wrote comes from them, and is in no catalogue.
 */
export const en = {
	verdicts: { allow: 'Allowed', review: 'Needs approval', deny: 'Denied' } satisfies Record<Answer, string>,
	actions: { create: 'create', modify: 'modify', delete: 'delete' } satisfies Record<Action, string>,
	statuses: {
		open: 'open',
		deploying: 'deploying',
		completed: 'deployed',
		failed: 'failed',
		cancelled: 'cancelled',
		rejected: 'rejected',
		expired: 'expired',
		superseded: 'superseded',
	} satisfies Record<SessionStatus, string>,
	inForce: 'approved',
	violations: { fail: 'violation', unknown: 'unknown', error: 'error' } satisfies Record<Violation['kind'], string>,

	nothing: 'nothing',
	nobody: 'nobody yet',
	unknown: 'unknown',
	free: 'free',
	byUsage: 'by usage',
	everywhere: 'everywhere',
	theDeployment: 'the deployment',
	administrator: 'an administrator',
	andMore: (count: number) => `and ${count} more`,
	listed: (parts: readonly string[]) => parts.join(', '),
	membersOf: (group: string) => `members of ${group}`,
	inOrder: (parts: readonly string[]) => parts.join(', then '),
	oneOf: (parts: readonly string[]) => parts.join(' or '),

	/** `create vm/db, vm/web in project shop` */
	deployment: (action: Action, what: string, project: string) => `${action} ${what} in project ${project}`,
	deleteOf: (address: string) => `delete ${address}`,
	createOf: (address: string, fields: string) => `create ${address}: ${fields}`,
	modifyOf: (address: string, fields: string) => `modify ${address}: ${fields === '' ? 'nothing differs' : fields}`,
	fieldIs: (path: string, now: string) => `${path}=${now}`,
	fieldBecomes: (path: string, old: string, now: string) => `${path}=${old} -> ${now}`,
	waive: (policy: string, where: string) => `waive ${policy}, ${where}`,
	bind: (policy: string, level: string, where: string, id: string) =>
		`bind ${policy} (${level}), ${where} (binding ${id})`,
	unbind: (policy: string, level: string, where: string, id: string) =>
		`unbind ${policy} (${level}), ${where} (binding ${id})`,
	addPolicy: (id: string, title: string, digest: string) => `add policy ${id} (${title}; digest ${digest})`,
	replacePolicy: (id: string, title: string, digest: string) => `replace policy ${id} (${title}; digest ${digest})`,
	removePolicy: (id: string) => `remove policy ${id}`,
	askApprovals: (count: number) => `ask ${counted(count, 'other', 'others')} to approve every change of policy`,
	longestWaiver: (days: number) => `let waivers last for ${days} days at most`,

	waivedKind: (kind: string) => `waived ${kind}`,
	waivedBy: (by: string, until: string, category: string, id: string) =>
		`by ${by} until ${until} (${category}, waiver ${id})`,

	usd: (amount: string) => `${amount} USD`,
	total: (hourly: string, monthly: string) => `${hourly} an hour, ${monthly} a month`,
	priceUnknownOf: (what: string) => `the price is unknown of: ${what}`,
	pricedPart: (hourly: string, monthly: string, source: string) =>
		`${hourly} USD an hour, ${monthly} USD a month (${source})`,
	freePart: (reason: string) => `free: ${reason}`,
	usagePart: (price: string, unit: string, source: string) => `by usage: ${price} USD for a ${unit} (${source})`,
	unknownPart: (reason: string, place: string) => `unknown: ${reason} (looked in ${place})`,
	unitPrice: (price: string, unit: string) => `${price} a ${unit}`,
	dated: (source: string, date: string) => `${source}, ${date}`,
	lookedIn: (reason: string, place: string) => `${reason}; looked in ${place}`,
	inAll: 'in all',
	costChange: (before: string, after: string, difference: string) =>
		`${before} -> ${after} USD a month (${difference})`,
	differenceUnknown: 'the difference is unknown',
	percent: (share: string) => `${share} %`,
	plusUsage: (amount: string) => `${amount} + usage`,

	limited: (amount: string, limit: string) => `${amount} of ${limit}`,
	unlimited: (amount: string) => `${amount}, no limit`,
	heldOfIt: (amount: string) => ` (${amount} of it held by deployments under way)`,
	notKnown: 'not known',
	quotaUse: (name: string, before: string, held: string, after: string) =>
		`${name}: ${before} before${held}, ${after} after`,
	noLimit: 'no limit of its own',

	approvals: (count: number) => counted(count, 'approval', 'approvals'),
	whoeverHas: (capability: string) => `whoever has ${capability}`,
	stage: (approvals: string, who: string) => `${approvals} by ${who}`,
	requirement: (stages: string, policy: string, own: string) => `${stages} (${policy}${own})`,
	ownCounts: "; the requester's own counts",
	testsPassed: (tests: number) => (tests === 0 ? 'none: it was taken without' : `${tests} passed`),
	waits: (approvals: string, who: string, policy: string) => `for ${approvals} by ${who} (${policy})`,
	quorumOf: (quorum: number, owners: string) => `${quorum} of ${owners}`,
	asserted: (actor: string) => `${actor} (asserted)`,
	approvedAt: (moment: string) => `at ${moment}`,
	approvalVoid: (standing: 'void' | 'withdrawn', reason: string) => `${standing}: ${reason}`,
	because: (status: string, reason: string) => `${status}: ${reason}`,
	leftUntil: (age: string, moment: string) => `${age} (until ${moment})`,

	fieldChange: (address: string, path: string, from: string, to: string) => `${address} ${path}: ${from} -> ${to}`,
	leftOut: 'left out',
	suggestion: (changes: string, month: string, difference: string) => `with ${changes} (${month}${difference})`,
	atLeast: (amount: string) => `at least ${amount}`,
	aMonth: (amount: string) => `${amount} USD a month`,
	less: (amount: string) => `, ${amount} less`,
	more: (amount: string) => `, ${amount} more`,
	advice: (who: string, why: string) => `${who}: ${why}`,
	rolesAndPeople: (roles: string, people: string) => `${roles}: ${people}`,
	endsBy: (moment: string) => ` (it ends ${moment})`,

	spending: (accrued: string, forecast: string, hourly: string) =>
		`${accrued} until now, ${forecast} by the end of the month; ${hourly} an hour now`,
	budget: (spent: string, budget: string, forecast: string) => `${spent} % of ${budget}, ${forecast} % in the month`,
	ofBudget: (budget: string) => `of ${budget}`,
	overridden: (limit: string, until: string, ended: boolean, by: string, reason: string) =>
		`${limit} until ${until}${ended ? ' (ended)' : ''} by ${by}: ${reason}`,
};

/** A catalogue: the same keys in every language, and what each takes. */
export type Messages = typeof en;

const catalogues: Readonly<Record<string, Messages>> = { en };

/**
 * The catalogue for a language.
 *
 * @param locale as in BCP 47: `en`, `en-GB`; of one that there is no catalogue for, English
 *
 * @example
 * ```ts
 * import { messagesFor } from '@portcullis/core';
 *
 * console.log(messagesFor('en-GB').approvals(2)); // 2 approvals
 * ```
 */
export function messagesFor(locale: string): Messages {
	const [language = ''] = locale.split('-');
	return catalogues[locale] ?? catalogues[language] ?? en;
}
