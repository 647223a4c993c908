import type { Refused } from '@portcullis/core';
import { type ExitStatus, refusalStatus } from '../exit-status.js';
import { harmless, harmlessLines } from '../render/harmless.js';
import { problemLine } from '../render/problem-line.js';
import type { Style } from '../render/style.js';
import type { ErrorDocument, PlacedProblem } from './json-document.js';
import type { Outcome } from './outcome.js';
import { withoutPasswords } from './without-passwords.js';

/** What a failure is made from. */
export interface FailureParts {
	readonly code: string;
	readonly message: string;
	readonly hint?: string;
	readonly problems?: readonly PlacedProblem[];
	/** 2 if left out. */
	readonly status?: ExitStatus;
}

/** Something went wrong: the one shape in which every command says so. */
export function failure(parts: FailureParts): Outcome {
	const { code, status = 2 } = parts;
	const message = withoutPasswords(parts.message);
	const hint = parts.hint === undefined ? undefined : withoutPasswords(parts.hint);
	const problems = (parts.problems ?? []).map((found) => ({
		...found,
		...(found.received === undefined ? {} : { received: withoutPasswords(found.received) }),
		...(found.file === undefined ? {} : { file: withoutPasswords(found.file) }),
	}));
	const document: ErrorDocument = {
		kind: 'error',
		code,
		message,
		...(hint === undefined ? {} : { hint }),
		problems,
		status,
	};
	return { status, document, text: (style) => failureText(document, style) };
}

/** A refusal by the gate as a failure; `status` is that of commands that decide nothing, if left out. */
export function refusal(refused: Refused, more: Partial<FailureParts> = {}): Outcome {
	const { code, message, problems } = refused;
	const hint = nextSteps[code];
	return failure({
		code,
		message,
		problems,
		status: refusalStatus(code),
		...(hint === undefined ? {} : { hint }),
		...more,
	});
}

const nextSteps: Partial<Record<Refused['code'], string>> = {
	PROJECT_UNKNOWN: 'portcullis project list shows those that there are',
	SESSION_UNKNOWN: 'portcullis list shows those that there are',
	GRANT_UNKNOWN: 'portcullis grant list shows those that there are',
	PRICES_INVALID: 'docs/cost.md says how a file of prices is written; portcullis prices looks names up',
	QUOTA_UNKNOWN: 'portcullis quota list shows those that there are',
	QUOTA_UNJUDGED: 'portcullis binding add POLICY --level hard binds a policy',
	BINDING_UNKNOWN: 'portcullis binding list shows those that there are',
	POLICY_UNKNOWN: 'portcullis policy list shows those that there are, policy add adds one of your own',
	POLICY_UNTESTED: 'portcullis policy new NAME begins one with tests; --allow-untested takes it without',
	POLICY_IN_USE: 'portcullis binding list shows what is bound',
	ROLE_EXISTS: 'portcullis role add NAME --replace changes it',
	STORE_NOT_EMPTY: 'portcullis db status shows what is in it',
	BACKUP_EXISTS: '--force lets another file give way',
	SUBJECT_CHANGED: 'portcullis show ID shows it as it is now',
};

function failureText({ code, message, hint, problems }: ErrorDocument, { colors }: Style): string {
	const lines = [`${colors.red('error:')} ${harmlessLines(message)} (${code})`];
	for (const found of problems) lines.push(`  ${problemLine(found)}`);
	if (hint !== undefined) lines.push(`${colors.dim('hint:')} ${harmless(hint)}`);
	return `${lines.join('\n')}\n`;
}
