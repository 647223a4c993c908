import type { DeploymentSession, Session } from '../model/session.js';
import type { SessionView } from './session-view.js';

/** A session, if it is of a deployment. */
export function deploymentOf(session: Session | null): DeploymentSession | null {
	return session?.subject === 'deployment' ? session : null;
}

/** The view of a session, if it is of a deployment. */
export function deploymentViewOf(view: SessionView): SessionView<DeploymentSession> | null {
	const session = deploymentOf(view.session);
	return session === null ? null : { ...view, session };
}
