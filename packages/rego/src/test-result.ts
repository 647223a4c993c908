import type { Place } from './facts.js';
import type { RegoErrorDetail } from './rego-error.js';

/** `error`: the test could not be judged, because an evaluation failed or the limit passed. */
export type TestOutcome = 'pass' | 'fail' | 'error' | 'skip';

/** A value at the moment of failure. */
export interface TestVariable {
	/** The author's own text: a variable's name, or a part of the expression such as `data.a.allow`. */
	readonly name: string;
	/** In Rego; absent where it was undefined. */
	readonly value?: string;
}

/** The expression that made a test fail. */
export interface TestFailure {
	readonly at: Place;
	readonly expression: string;
	readonly variables: readonly TestVariable[];
	/** OPA's own drawing: the expression, with arrows to the values. Several lines. */
	readonly pretty: string;
}

/** One case of a test that is written as `test_x[case]`. */
export interface TestCase {
	readonly name: string;
	readonly outcome: 'pass' | 'fail';
	readonly failure?: TestFailure;
	readonly cases?: readonly TestCase[];
}

/** What one test gave. */
export interface TestResult {
	/** The whole name: `data.policies.cost.hourly_limit_test.test_refuses`. */
	readonly id: string;
	/** `data.policies.cost.hourly_limit_test`. */
	readonly package: string;
	readonly name: string;
	readonly at: Place;
	readonly outcome: TestOutcome;
	readonly durationMs: number;
	/** What `print` wrote. */
	readonly prints: string;
	/** Why the outcome is `error`. */
	readonly errors: readonly RegoErrorDetail[];
	/** The failing expression, where the outcome is `fail`. */
	readonly failure?: TestFailure;
	readonly cases: readonly TestCase[];
	/** The whole trace of a failed test, where it was asked for. */
	readonly trace?: string;
}

/** A range of lines or of characters in one, from 1, in OPA's form. */
export interface CoverageRange {
	readonly start: { readonly row: number };
	readonly end: { readonly row: number };
}

/** One file's coverage, in OPA's form. */
export interface FileCoverage {
	readonly covered?: readonly CoverageRange[];
	readonly not_covered?: readonly CoverageRange[];
	readonly covered_lines?: number;
	readonly not_covered_lines?: number;
	/** Percent. */
	readonly coverage?: number;
}

/** Coverage by line, in the form in which `opa test --coverage` writes it. */
export interface CoverageReport {
	readonly files: Readonly<Record<string, FileCoverage>>;
	readonly covered_lines: number;
	readonly not_covered_lines: number;
	/** Percent. */
	readonly coverage: number;
}

/** What {@link test} gives for sources that compile. */
export interface TestReport {
	readonly kind: 'tested';
	/** Whether no test failed and none had an error. */
	readonly passed: boolean;
	readonly counts: Readonly<Record<TestOutcome, number>>;
	/** In the order of files and lines. */
	readonly tests: readonly TestResult[];
	readonly coverage?: CoverageReport;
}
