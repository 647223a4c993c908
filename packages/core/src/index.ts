/**
 * The model, the decision engine, the store and the gate; nothing here knows a cloud or a front end.
 *
 * @module @portcullis/core
 */
export * from './contracts/bundle.js';
export * from './contracts/cache.js';
export * from './contracts/catalogue.js';
export * from './contracts/frontend.js';
export * from './contracts/plan.js';
export * from './contracts/policy-tools.js';
export * from './contracts/provider.js';
export * from './contracts/templates.js';
export { type Accrual, accrualOf, type Month } from './cost/accrual-of.js';
export { azureHasZones } from './cost/azure-has-zones.js';
export { costDifference } from './cost/cost-difference.js';
export { estimate, estimateChanges } from './cost/estimate.js';
export { type AmountWords, formatHourly, formatMicros, formatMonthly } from './cost/format-money.js';
export { hoursPerMonth } from './cost/hours-per-month.js';
export { overlayCatalogue } from './cost/overlay-catalogue.js';
export { priceResource } from './cost/price-resource.js';
export { type Assessment, assess, type RegionKnown } from './engine/assess.js';
export { checkParameters } from './engine/check-parameters.js';
export { effectivePermissions, type PermissionScope, type Permissions } from './engine/effective-permissions.js';
export { createEngine, type Decided, type DecideInput, type Engine, type EngineOptions } from './engine/engine.js';
export type { Evaluator } from './engine/evaluator.js';
export { type Facts, factsSchema, type Spending, spendingSchema } from './engine/facts.js';
export { inputJsonSchema } from './engine/input-json-schema.js';
export type { Verdict } from './engine/merge.js';
export { type PolicyInput, policyInputSchema } from './engine/policy-input.js';
export { type AnnotatedPolicy, readPolicyMetadata } from './engine/policy-metadata.js';
export type { Replayed, ReplayFault } from './engine/replay-record.js';
export type { RunnablePolicy } from './engine/tenant-policies.js';
export { expectedText, valueText } from './engine/violation-text.js';
export { hostBuiltins, type WasmEvaluatorOptions } from './engine/wasm-evaluator.js';
export { type ExplainFrom, explain } from './explain/explain.js';
export * from './explain/explanation.js';
export { explanationText, outcomeText } from './explain/explanation-text.js';
export * from './explain/suggestion.js';
export * from './frontend/messages.js';
export * from './frontend/present-change.js';
export * from './frontend/present-cost.js';
export * from './frontend/present-cost-change.js';
export * from './frontend/present-decision.js';
export * from './frontend/present-explanation.js';
export * from './frontend/present-project-cost.js';
export * from './frontend/present-quota.js';
export * from './frontend/present-session.js';
export * from './frontend/present-suggestions.js';
export * from './frontend/present-violation.js';
export * from './frontend/scope-text.js';
export * from './frontend/session-title.js';
export type { RequirementProgress } from './gate/approval-progress.js';
export type { HistoryExport } from './gate/audit.js';
export type { PolicyChanged } from './gate/change-policies.js';
export type { StrayDocument } from './gate/check-document.js';
export type { PlanCheckRequest } from './gate/check-plan.js';
export { createGate } from './gate/create-gate.js';
export type { Gate } from './gate/gate.js';
export type { Caller, GateOptions, TenantDefaults } from './gate/gate-options.js';
export type { SeenMember } from './gate/groups.js';
export type { SessionFilter } from './gate/list-sessions.js';
export type { BudgetNotice, Notice, WeekNotice } from './gate/notices.js';
export { parseRequest } from './gate/parse-request.js';
export type { BindablePolicy, ShownPolicy } from './gate/policies.js';
export type { PostedSession } from './gate/posts.js';
export type { Preview, PreviewOptions } from './gate/preview.js';
export type { ProjectCost } from './gate/project-cost.js';
export { projectProblems } from './gate/project-problems.js';
export type { ProposedBinding } from './gate/proposed-bindings.js';
export type { ReplayOptions, ReplayPage } from './gate/replay.js';
export type { BriefViolation, ChangedDecision, DecidedRow, NotReplayed } from './gate/replay-row.js';
export type { RequestOutcome } from './gate/request.js';
export { type ResolveContext, resolveRequest } from './gate/resolve-request.js';
export { sessionRevision } from './gate/session-revision.js';
export type { ApprovalStanding, SessionView } from './gate/session-view.js';
export type { QuotaStatus } from './gate/show-quota.js';
export type { KindCost } from './gate/spent-by.js';
export type { SweepOptions, SweepReport } from './gate/sweep.js';
export type { SyncReport, SyncRequest } from './gate/sync-resources.js';
export type { TenantOptions } from './gate/tenants.js';
export type { WaiverFilter, WaiverView } from './gate/waivers.js';
export type { Warning } from './gate/warnings.js';
export type { WhoCan, WhoCanAnswer, WhoCanRequest } from './gate/who-can.js';
export * from './model/actor.js';
export { addressPatternSchema } from './model/address-pattern.js';
export * from './model/backend.js';
export * from './model/binding.js';
export * from './model/capability.js';
export {
	type ChangeWindow,
	changeWindowSchema,
	type Occurrence,
	occurrenceAt,
	weekdays,
} from './model/change-window.js';
export * from './model/cidr.js';
export * from './model/cost-difference.js';
export * from './model/cost-interval.js';
export * from './model/database.js';
export * from './model/decision.js';
export * from './model/deployment.js';
export type { Difference } from './model/differences.js';
export * from './model/disk.js';
export * from './model/encryption-key.js';
export * from './model/estimate.js';
export * from './model/grant.js';
export { type HistoryEvent, historyEventKinds, historyEvents } from './model/history-event.js';
export * from './model/ingress.js';
export * from './model/kubernetes.js';
export * from './model/machine-part.js';
export * from './model/names.js';
export * from './model/network.js';
export * from './model/place.js';
export type { PlanFindings, PlannedDeployment } from './model/planned-deployment.js';
export * from './model/policy-change.js';
export { namesPolicy, policyPatternSchema } from './model/policy-pattern.js';
export * from './model/portcullis-error.js';
export * from './model/post.js';
export {
	type Discount,
	type OwnPrice,
	overlayUnits,
	type PriceOverlay,
	type PriceOverlayRequest,
	priceOverlaySchema,
} from './model/price-overlay.js';
export * from './model/problem.js';
export * from './model/project.js';
export * from './model/provider-id.js';
export * from './model/quota.js';
export { quotaLabel } from './model/quota-label.js';
export * from './model/quota-window.js';
export * from './model/resource.js';
export * from './model/resource-kind.js';
export * from './model/resource-use.js';
export * from './model/result.js';
export * from './model/role.js';
export * from './model/session.js';
export {
	type SizeClass,
	type SizeLimit,
	sizeClasses,
	sizeClassOf,
	sizeLimitSchema,
	sizeLimits,
} from './model/size-class.js';
export * from './model/storage.js';
export { type Tags, tagsSchema } from './model/tags.js';
export * from './model/tenant-policy.js';
export * from './model/violation.js';
export * from './model/vm.js';
export * from './model/vocabulary.js';
export * from './model/waiver.js';
export type { ApprovedRequest } from './plan/beyond-request.js';
export { type AskedPolicy, type CheckPlanInput, checkPlan, type PlanCheck } from './plan/check-plan.js';
export type { LockHolder } from './store/embedded/process-lock.js';
export { grantApplicationRole } from './store/grant-application-role.js';
export { openStore, type StoreOptions } from './store/open-store.js';
export type { PostgresOptions } from './store/postgres/postgres-options.js';
export * from './store/store.js';
export { type BackupOptions, type BackupReport, backupStore } from './store/upkeep/backup-store.js';
export { type CopyReport, copyStore } from './store/upkeep/copy-store.js';
export { type MigrationReport, migrateStore } from './store/upkeep/migrate-store.js';
export type { OnProgress, Progress } from './store/upkeep/progress.js';
export { type RestoreOptions, type RestoreReport, restoreStore } from './store/upkeep/restore-store.js';
export { type StoreStatus, storeStatus } from './store/upkeep/store-status.js';
export type { UpkeepOptions } from './store/upkeep/upkeep-options.js';
export * from './util/canonical-json.js';
export * from './util/clock.js';
export { isSecretField, maskSecrets } from './util/mask-secrets.js';
export { nearest } from './util/nearest.js';
export * from './util/sha256.js';
export * from './util/time-text.js';
