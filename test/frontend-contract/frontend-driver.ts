import type { Level, SessionStatus } from '@portcullis/core';

/** A resource that is asked for: its kind and its name, and any other field. */
export interface AskedResource {
	readonly kind: 'vm';
	readonly name: string;
	readonly size: string;
	readonly region?: string;
}

/** What somebody does at a front end. Names are those of the gate; how it is done is the driver's. */
export type Act =
	/** Sets the tenant up; who does becomes its first administrator. */
	| { readonly do: 'set up' }
	/** On gcp, in us-central1 alone. */
	| { readonly do: 'add project'; readonly project: string }
	| { readonly do: 'add role'; readonly role: string; readonly capabilities: readonly string[] }
	| { readonly do: 'grant'; readonly to: string; readonly role: string }
	/** The number of machines that a project may have. */
	| { readonly do: 'limit machines'; readonly project: string; readonly limit: number }
	| {
			readonly do: 'bind';
			readonly policy: string;
			readonly level: Level;
			readonly project: string;
			readonly max_hourly_usd?: string;
			/** Roles that approve, one after the other. */
			readonly owners?: readonly string[];
	  }
	/** How many others must approve a change of policy. */
	| { readonly do: 'ask for approvals of policy changes'; readonly approvals: number }
	| {
			readonly do: 'request';
			readonly project: string;
			readonly resource: AskedResource;
			/** What arrives with the same one twice is one request: a button pressed twice, a message sent again. */
			readonly request_id?: string;
	  }
	/** `digest`: of what the approver has looked at, as {@link Seen} has it; what stands there now, if left out. */
	| { readonly do: 'approve'; readonly session: string; readonly digest?: string; readonly request_id?: string }
	| { readonly do: 'withdraw'; readonly session: string }
	| { readonly do: 'reject'; readonly session: string; readonly reason: string }
	| { readonly do: 'cancel'; readonly session: string }
	| { readonly do: 'look'; readonly session: string }
	| {
			readonly do: 'ask for a waiver';
			readonly policy: string;
			readonly project: string;
			readonly owner: string;
			readonly reason: string;
	  }
	/** What happened, newest first; of one session, where it is named. */
	| { readonly do: 'read history'; readonly session?: string };

/** What somebody sees after that, as data. */
export interface Seen {
	/**
	 * `allow`, `review`, `deny`: the answer to a request. `session`: how a session stands. `refused`: it was not done.
	 * `done`: anything else that was.
	 */
	readonly kind: 'allow' | 'review' | 'deny' | 'session' | 'refused' | 'done';
	/** Why: the code of the decision or of the refusal, where one is shown. */
	readonly code: string | null;
	/** The session that is shown; `null` where none is. */
	readonly session: string | null;
	readonly status: SessionStatus | null;
	/** What an approval of this would bind to, as much of it as the front end hands back; `null` where nothing waits. */
	readonly digest: string | null;
	/** Who is waited for now, in order: roles, or a capability where no role is named. */
	readonly waits: readonly string[];
	/** Everything that is shown, as the reader sees it. */
	readonly text: string;
}

/**
 * A front end as the scenario uses it. Its tenant is empty at first, its clock stands still until it is set, and nobody
 * is known to it before they do something.
 *
 * @example
 * ```ts
 * import { frontendContract } from './frontend-contract.js';
 *
 * frontendContract('the Discord bot', async () => {
 * 	const guild = await fakeGuild();
 * 	return {
 * 		act: (actor, act) => guild.member(actor).press(act),
 * 		pass: (milliseconds) => guild.clock.pass(milliseconds),
 * 		close: () => guild.close(),
 * 	};
 * });
 * ```
 */
export interface FrontendDriver {
	/** Does something as somebody, and waits until all that they will see of it is there. Several may do so at once. */
	act(actor: string, act: Act): Promise<Seen>;
	/** Lets so many milliseconds pass. */
	pass(milliseconds: number): void | Promise<void>;
	close(): void | Promise<void>;
}
