import type { Problem } from './problem.js';

/** It worked. */
export interface Ok<Value> {
	readonly kind: 'ok';
	readonly value: Value;
}

/** It was refused, for a reason that is expected in normal use. */
export interface Refused {
	readonly kind: 'refused';
	/** Stable: listed in docs/errors.md. */
	readonly code: RefusalCode;
	/** What is wrong and the next step, in a sentence or two. */
	readonly message: string;
	/** One entry for each thing wrong with the input, where the input is what is wrong. */
	readonly problems: readonly Problem[];
}

/** A value, or the refusal of one. */
export type Result<Value> = Ok<Value> | Refused;

/** Every code of an expected refusal. */
export type RefusalCode =
	| 'INPUT_INVALID'
	| 'TENANT_UNKNOWN'
	| 'TENANT_EXISTS'
	| 'PROJECT_UNKNOWN'
	| 'PROJECT_EXISTS'
	| 'PROJECT_IN_USE'
	| 'ROLE_UNKNOWN'
	| 'GRANT_EXISTS'
	| 'GRANT_UNKNOWN'
	| 'TEMPLATE_UNKNOWN'
	| 'QUOTA_UNKNOWN'
	| 'QUOTA_UNJUDGED'
	| 'QUOTA_AMOUNT_UNKNOWN'
	| 'BINDING_EXISTS'
	| 'BINDING_UNKNOWN'
	| 'WAIVER_UNKNOWN'
	| 'APPROVERS_TOO_FEW'
	| 'POLICY_UNKNOWN'
	| 'POLICY_INVALID'
	| 'POLICY_UNTESTED'
	| 'POLICY_IN_USE'
	| 'RESOURCE_EXISTS'
	| 'RESOURCE_UNKNOWN'
	| 'CAPABILITY_MISSING'
	| 'LAST_ADMIN'
	| 'SESSION_UNKNOWN'
	| 'SESSION_EXPIRED'
	| 'SESSION_CLOSED'
	| 'REQUEST_ID_REUSED'
	| 'NOT_APPROVED'
	| 'NOT_DEPLOYING'
	| 'SUBJECT_CHANGED'
	| 'DECISION_DENIED'
	| 'APPROVER_NOT_ENTITLED'
	| 'ALREADY_APPROVED'
	| 'PROJECT_BUSY'
	| 'DEPLOYMENT_FAILED'
	| 'STATE_CHANGED'
	| 'ROLE_EXISTS'
	| 'ROLE_IN_USE'
	| 'STATE_OF_ANOTHER_PROJECT'
	| 'PRICES_INVALID'
	| 'STORE_NOT_EMPTY'
	| 'BACKUP_EXISTS'
	| 'HISTORY_BROKEN'
	| 'PLAN_INVALID'
	| 'PLAN_FORMAT_UNKNOWN'
	| 'PLAN_ERRORED'
	| 'PLAN_INCOMPLETE'
	| 'PLAN_TOO_LARGE'
	| 'PLAN_OF_ANOTHER_CLOUD'
	| 'PLAN_OF_ANOTHER_ACCOUNT';

/** Wraps a value. */
export function ok<Value>(value: Value): Ok<Value> {
	return { kind: 'ok', value };
}

/** Makes a refusal. */
export function refused(code: RefusalCode, message: string, problems: readonly Problem[] = []): Refused {
	return { kind: 'refused', code, message, problems };
}
