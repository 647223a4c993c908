import { type Problem, problem } from './problem.js';
import type { Project } from './project.js';
import type { ProviderId } from './vocabulary.js';

/**
 * What each cloud calls an account, and its form.
 * https://docs.cloud.google.com/resource-manager/docs/creating-managing-projects (with the domain that old ids begin with),
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
 */
const forms: Readonly<Record<ProviderId, { readonly pattern: RegExp; readonly words: string }>> = {
	gcp: {
		pattern: /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
		words: 'a project id, such as acme-shop: 6 to 30 small letters, digits and hyphens, a letter first',
	},
	aws: { pattern: /^\d{12}$/, words: 'an account number of 12 digits' },
	azure: {
		pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
		words: 'a subscription id, such as 01234567-89ab-cdef-0123-456789abcdef',
	},
};

/** Holds the account of a project to the form that its cloud gives accounts. */
export function accountProblems({ provider, account }: Pick<Project, 'provider' | 'account'>): readonly Problem[] {
	const { pattern, words } = forms[provider];
	if (account === undefined || pattern.test(account)) return [];
	return [problem(['account'], `must be ${words}`, account)];
}
