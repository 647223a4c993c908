export {
	type BuiltinUse,
	type Compiled,
	type CompileOptions,
	compile,
	type DataUse,
	digestSources,
} from './compile.js';
export type { Place } from './facts.js';
export { formatErrors } from './format-errors.js';
export type { JsonSchema, Policy } from './policy.js';
export type { Refused, RegoErrorDetail } from './rego-error.js';
export type { Source, Sources } from './source.js';
export { type TestOptions, test } from './test.js';
export type {
	CoverageRange,
	CoverageReport,
	FileCoverage,
	TestCase,
	TestFailure,
	TestOutcome,
	TestReport,
	TestResult,
	TestVariable,
} from './test-result.js';
export { closeToolbox, configureToolbox } from './toolbox/shared-toolbox.js';
export type { ToolboxSettings } from './toolbox/toolbox.js';
export { ToolboxError, type ToolboxErrorCode } from './toolbox/toolbox-error.js';
