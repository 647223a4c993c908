import type { Cache } from '../contracts/cache.js';
import type { Catalogue } from '../contracts/catalogue.js';
import type { PolicyTools } from '../contracts/policy-tools.js';
import type { Provider } from '../contracts/provider.js';
import type { Engine } from '../engine/engine.js';
import type { Actor } from '../model/actor.js';
import type { BindingRequest } from '../model/binding.js';
import type { Role } from '../model/role.js';
import type { Store } from '../store/store.js';
import type { Clock, NewId } from '../util/clock.js';

/** What a new tenant starts with. */
export interface TenantDefaults {
	readonly roles: readonly Role[];
	/** The role of the tenant's first actor. */
	readonly firstRole: string;
	readonly bindings: readonly BindingRequest[];
}

/** The parts that a gate is put together from. */
export interface GateOptions {
	readonly store: Store;
	readonly engine: Engine;
	readonly catalogue: Catalogue;
	/**
	 * The catalogue with a tenant's own prices over it, of `overlayCatalogue`; the same for everybody if left out. It must
	 * answer alike wherever a tenant's requests and approvals are decided, or approvals are void for a change of price.
	 */
	readonly catalogueOf?: (tenant: string) => Catalogue;
	readonly providers: readonly Provider[];
	readonly defaults: TenantDefaults;
	/** The folder in which the projects' Terraform folders stand. */
	readonly terraformRoot: string;
	/** The store's if left out: on PostgreSQL the server's, so that processes agree about what has expired. */
	readonly clock?: Clock;
	/** Random ids of 128 bits if left out. */
	readonly newId?: NewId;
	/** How long a session waits for people, in milliseconds; 30 minutes if left out. */
	readonly sessionLifetime?: number;
	/** What people are told of who has a project in hand: `process 7 on web-1` if left out. */
	readonly holder?: string;
	/** What tenants' own policies are made and run with; without it none is taken, and one that is bound denies. */
	readonly policyTools?: PolicyTools | null;
	/** What a sweep removes old things from; none if left out. */
	readonly caches?: readonly Cache[];
}

/** Who is asking, and for which tenant. */
export interface Caller {
	readonly tenant: string;
	readonly actor: Actor;
	/**
	 * The groups to which the actor belongs in this moment, as the front end knows: the roles of a Discord server. What was
	 * granted to one of them holds for its members. Left out where a front end knows of no groups: what was last seen of
	 * the actor counts then, for an hour.
	 */
	readonly groups?: readonly string[];
	/**
	 * What the front end knows this call by: the id of a message, of a click. A call that changes something does so once
	 * by one id, and is answered the same when it is repeated, by any process, for a week. Where a connection was lost
	 * while committing (`STORE_COMMIT_UNKNOWN`), ask again with the same id. Calls that only read pass it by.
	 */
	readonly request_id?: string;
}
