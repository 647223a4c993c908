import { canonicalJson } from '../util/canonical-json.js';
import { sha256 } from '../util/sha256.js';
import type { SessionView } from './session-view.js';

/**
 * A digest of what people see of a session that can change while it waits: a front end keeps that of what it showed, and
 * what came since, from another process too, is told from it.
 */
export function sessionRevision({
	session,
	progress,
	approvals,
	may_approve,
	may_approve_groups,
}: SessionView): string {
	const { status, subject_digest } = session;
	return sha256(canonicalJson([status, subject_digest, progress, approvals, may_approve, may_approve_groups]));
}
