/** What a message of a rule means: that the plan must not go on, or that a person should read it. */
export type RuleSeverity = 'failure' | 'warning';

// As conftest tells them: https://www.conftest.dev/ ("Evaluating Policies"). `deny-x` and `denyx` are none.
const failures = /^(?:deny|violation)(?:_[a-zA-Z0-9]+)*$/;
const warnings = /^warn(?:_[a-zA-Z0-9]+)*$/;

/** What messages of a rule of this name mean; `null` for a rule that conftest does not ask. */
export function severityOf(rule: string): RuleSeverity | null {
	if (failures.test(rule)) return 'failure';
	return warnings.test(rule) ? 'warning' : null;
}

/** The name by which exceptions speak of a rule: `tags` of `deny_tags`, and the empty text of `deny` itself. */
export function exceptionName(rule: string): string {
	return rule.replace(/^(?:violation|deny|warn)(?:_|$)/, '');
}
