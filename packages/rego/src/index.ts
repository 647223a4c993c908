/**
 * OPA's compiler, tester, formatter and evaluator inside Node.
 *
 * @module @portcullis/rego
 */
export { type BuildOptions, type Built, type BundleManifest, build } from './build.js';
export { type Checked, type CheckOptions, check } from './check.js';
export {
	type BuiltinUse,
	type Compiled,
	type CompileOptions,
	compile,
	type DataUse,
	digestSources,
} from './compile.js';
export { type CachedCompiled, type CompileCachedOptions, compileCached, removeCached } from './compile-cache.js';
export type { Documents } from './document.js';
export {
	type EvaluateEachOptions,
	type EvaluateOptions,
	type Evaluation,
	type Evaluations,
	evaluate,
	evaluateEach,
	type ResultRow,
} from './evaluate.js';
export { EvaluationError, type EvaluationErrorCode } from './evaluator/evaluation-error.js';
export { createFullEvaluator, type FullEvaluator, type FullEvaluatorOptions } from './evaluator/full-evaluator.js';
export {
	createIsolatedEvaluator,
	type IsolatedEvaluator,
	type IsolatedEvaluatorOptions,
} from './evaluator/isolated-evaluator.js';
export type { Place } from './facts.js';
export { type FormatOptions, type Formatted, format } from './format.js';
export { formatErrors } from './format-errors.js';
export { formatLcov } from './format-lcov.js';
export {
	type Annotation,
	type Inspected,
	type InspectedFile,
	type InspectedRule,
	type InspectOptions,
	inspect,
	type Use,
} from './inspect.js';
export type { LanguageOptions } from './language.js';
export { moduleBuiltins } from './module-builtins.js';
export type { JsonSchema, Policy } from './policy.js';
export { type BundleModule, type ReadBundle, type ReadBundleOptions, readBundle } from './read-bundle.js';
export type { Refused, RegoErrorDetail } from './rego-error.js';
export type { SchemaOptions } from './schemas.js';
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
