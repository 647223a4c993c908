import { type Refused, refused } from '../model/result.js';

/** Refuses a tenant that does not exist. */
export function unknownTenant(id: string): Refused {
	return refused('TENANT_UNKNOWN', `there is no tenant ${id} here yet; set it up first (portcullis init)`);
}

/** Refuses a project that does not exist. */
export function unknownProject(name: string): Refused {
	return refused('PROJECT_UNKNOWN', `there is no project ${name}; list those that there are, or add it`);
}

/** Refuses a project that does not exist, or that the caller may not see: which of the two is not told. */
export function unseenProject(name: string): Refused {
	return refused('PROJECT_UNKNOWN', `there is no project ${name} that you may see; list those that there are`);
}

/** Refuses a session that does not exist. */
export function unknownSession(id: string): Refused {
	return refused('SESSION_UNKNOWN', `there is no session ${id}`);
}
