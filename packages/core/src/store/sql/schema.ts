import type { Binding } from '../../model/binding.js';
import type { Project } from '../../model/project.js';
import type { Quota } from '../../model/quota.js';
import type { Session, StandingResource } from '../../model/session.js';
import type { SizeLimit } from '../../model/size-class.js';
import type { Action, ProviderId, SessionStatus, WaiverCategory } from '../../model/vocabulary.js';
import type { Reservation } from '../store.js';

/*
 * What every table holds, for both databases: moments are milliseconds since 1970, booleans 0 or 1, lists and objects
 * JSON as text that no query looks into. Columns are named as the fields of the model.
 */

/** A boolean as it is kept. */
export type Bit = 0 | 1;

/** JSON as it is kept. */
export type Json = string;

interface TenantTable {
	id: string;
	facts_version: number;
	asserted_may_approve: Bit;
	created_at: number;
	session_lifetime_ms: number | null;
	time_zone: string | null;
	policy_change_approvals: number;
	longest_waiver_ms: number | null;
}

interface ProjectTable {
	tenant: string;
	name: string;
	provider: ProviderId;
	account: string | null;
	environment: Project['environment'];
	region: string;
	regions: Json;
	monthly_budget_micros: number | null;
	backend: Json | null;
	tags: Json;
	created_at: number;
}

interface RoleTable {
	tenant: string;
	name: string;
	capabilities: Json;
	max_vm_size: SizeLimit;
}

interface GrantTable {
	tenant: string;
	id: string;
	/** Whose it is: the actor `actor`, or all who belong to the group `actor`. */
	subject: 'actor' | 'group';
	actor: string;
	role: string;
	provider: ProviderId | null;
	project: string | null;
	plus: Json;
	minus: Json;
	max_vm_size: SizeLimit | null;
	expires_at: number | null;
	created_by: string;
	created_at: number;
}

interface GroupMemberTable {
	tenant: string;
	actor: string;
	member_of: Json;
	seen_at: number;
}

interface BindingTable {
	tenant: string;
	id: string;
	policy: string;
	level: Binding['level'];
	parameters: Json;
	scope: Json;
	subject: NonNullable<Binding['subject']> | null;
	owner_roles: Json;
	quorum: number;
	requester_counts: Bit;
	valid_from: number | null;
	valid_until: number | null;
	created_by: string;
	created_at: number;
}

interface WaiverTable {
	tenant: string;
	id: string;
	policy: string;
	scope: Json;
	category: WaiverCategory;
	reason: string;
	owner: string;
	expires_at: number;
	requested_by: string;
	approved_by: Json;
	created_at: number;
	last_used_at: number | null;
}

interface QuotaTable {
	tenant: string;
	id: string;
	owner: Quota['owner'];
	project: string | null;
	actor: string | null;
	kind: Quota['kind'];
	measure: Quota['measure'];
	per: Quota['per'];
	limit: number | null;
	override: Json | null;
}

interface CounterTable {
	tenant: string;
	quota: string;
	/** 0 for what stands. */
	window_starts_at: number;
	/** `null` for what stands. */
	window_ends_at: number | null;
	used: number;
	reserved: number;
}

interface ReservationTable {
	tenant: string;
	id: string;
	quota: string;
	session: string;
	amount: number;
	status: Reservation['status'];
	created_at: number;
	window_starts_at: number;
}

interface SessionTable {
	id: string;
	tenant: string;
	subject: Session['subject'];
	project: string | null;
	action: Action | null;
	actor: string;
	actor_source: 'verified' | 'asserted';
	/** These two, and `action`, of a deployment only. */
	deployment: Json | null;
	decision: Json | null;
	/** Of a waiver only. */
	waiver: Json | null;
	/** Of a change of policy only. */
	change: Json | null;
	/** Of both of these. */
	requirements: Json | null;
	subject_digest: string;
	status: SessionStatus;
	status_reason: string | null;
	created_at: number;
	expires_at: number;
	deploying_since: number | null;
	closed_at: number | null;
	document: Json | null;
}

interface ApprovalTable {
	session: string;
	/** Its place in the order of the session's approvals, from 1. */
	ordinal: number;
	actor: string;
	source: 'verified' | 'asserted';
	roles: Json;
	subject_digest: string;
	approved_at: number;
	withdrawn_at: number | null;
}

interface WarningTable {
	session: string;
	before_ms: number;
	claimed_until: number;
	delivered_at: number | null;
}

interface HistoryTable {
	seq: number;
	tenant: string;
	at: number;
	actor: string;
	actor_source: 'verified' | 'asserted' | 'system';
	event: string;
	project: string | null;
	session: string | null;
	/** Exactly the text that was hashed. */
	body: Json;
	prev_hash: string;
	hash: string;
}

interface ResourceTable {
	tenant: string;
	project: string;
	address: string;
	resource: Json;
	status: StandingResource['status'];
	hourly_micros: number;
	cost_complete: Bit;
	use: Json | null;
	deployed_by: string;
	session: string;
	created_at: number;
	updated_at: number;
}

interface CostIntervalTable {
	tenant: string;
	project: string;
	address: string;
	starts_at: number;
	ends_at: number | null;
	hourly_micros: number;
	complete: Bit;
	metered: Bit;
}

interface DecisionInputTable {
	digest: string;
	text: string;
	created_at: number;
}

interface PolicyCacheTable {
	digest: string;
	source: string;
	opa_version: string;
	created_at: number;
	last_used_at: number;
}

interface PolicySourceTable {
	digest: string;
	sources: Json;
	metadata: Json;
	created_at: number;
}

interface TenantPolicyTable {
	tenant: string;
	id: string;
	digest: string;
	added_by: string;
	added_at: number;
}

interface LeaseTable {
	tenant: string;
	project: string;
	session: string | null;
	holder: string;
	token: string;
	taken_at: number;
	expires_at: number;
}

interface RequestAnswerTable {
	tenant: string;
	actor: string;
	id: string;
	call_digest: string;
	answer: Json;
	created_at: number;
}

interface ProjectDocumentTable {
	tenant: string;
	project: string;
	digest: string;
	session: string;
	written_at: number;
}

interface FrontendMessageTable {
	frontend: string;
	tenant: string;
	session: string;
	channel: string;
	message: string;
	shown: string;
	revision: string | null;
	posted_at: number;
}

interface FrontendNoticeTable {
	tenant: string;
	id: string;
	claimed_until: number;
	delivered_at: number | null;
}

/** Every table of the store. */
export interface Schema {
	tenants: TenantTable;
	cloud_projects: ProjectTable;
	roles: RoleTable;
	user_cloud_permissions: GrantTable;
	group_members: GroupMemberTable;
	infrastructure_policies: BindingTable;
	waivers: WaiverTable;
	cloud_quotas: QuotaTable;
	quota_counters: CounterTable;
	quota_reservations: ReservationTable;
	deployment_sessions: SessionTable;
	session_approvals: ApprovalTable;
	session_warnings: WarningTable;
	deployment_history: HistoryTable;
	cloud_resources: ResourceTable;
	cost_intervals: CostIntervalTable;
	decision_inputs: DecisionInputTable;
	policy_cache: PolicyCacheTable;
	policy_sources: PolicySourceTable;
	tenant_policies: TenantPolicyTable;
	leases: LeaseTable;
	request_answers: RequestAnswerTable;
	project_documents: ProjectDocumentTable;
	frontend_messages: FrontendMessageTable;
	frontend_notices: FrontendNoticeTable;
}
