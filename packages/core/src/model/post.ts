import type { SessionStatus } from './vocabulary.js';

/** Where a front end shows a session, so that it is found again by any process, after a restart too. */
export interface Post {
	/** Which front end: `discord`. */
	readonly frontend: string;
	readonly tenant: string;
	readonly session: string;
	/** Where the message stands, as the front end names the place. */
	readonly channel: string;
	/** The message, as the front end names it. */
	readonly message: string;
	/** The status of the session that was last shown there. */
	readonly shown: SessionStatus;
	/** What else was last shown of it, by `sessionRevision`; left out where that is not known. */
	readonly revision?: string;
}
