import type { IsolatedPolicy, PolicyTools } from '../contracts/policy-tools.js';
import type { Engine } from '../engine/engine.js';
import type { Facts } from '../engine/facts.js';
import { readRecord } from '../engine/read-record.js';
import type { RunnablePolicy } from '../engine/tenant-policies.js';
import type { Binding } from '../model/binding.js';
import { isPolicyPattern, namesPolicy } from '../model/policy-pattern.js';
import { type PolicySource, tenantPolicyPrefix } from '../model/tenant-policy.js';
import type { Store, Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { sha256 } from '../util/sha256.js';

type Named = NonNullable<Facts['tenant_policies']>[number];

// Some 150 KB each, which the tools make again in milliseconds from their cache.
const mostKept = 256;

/** SHA-256 over all that a tenant's own policy is. */
export function tenantPolicyDigest(sources: readonly PolicySource[], metadata: unknown): string {
	return sha256(canonicalJson([sources, metadata]));
}

/** Whether one of the bindings may mean a policy, by its id or by a pattern. */
export function mayMean(bindings: readonly Pick<Binding, 'policy'>[], id: string): boolean {
	return bindings.some(({ policy }) => namesPolicy(policy, id));
}

/** Reads which of a tenant's own policies its bindings may mean, for the facts; nothing where they mean none. */
export async function boundTenantPolicies(
	tx: Tx,
	tenant: string,
	bindings: readonly Binding[],
): Promise<Pick<Facts, 'tenant_policies'>> {
	if (!bindings.some(({ policy }) => isPolicyPattern(policy) || policy.startsWith(tenantPolicyPrefix))) return {};
	const named = (await tx.tenantPolicies.digests(tenant)).filter(({ id }) => mayMean(bindings, id));
	return named.length === 0 ? {} : { tenant_policies: named };
}

/** Every policy that a tenant can bind: the bundle's, and its own. */
export async function knownPolicies(
	tx: Tx,
	{ policies }: Pick<Engine, 'policies'>,
	tenant: string,
): Promise<Pick<Engine, 'policies'>> {
	const own = await tx.tenantPolicies.list(tenant);
	if (own.length === 0) return { policies };
	return { policies: new Map([...own.map(({ id, metadata }) => [id, metadata] as const), ...policies]) };
}

/**
 * The same engine, which brings the tenant's own policies that the facts name along to each decision: their sources from
 * the store, compiled by the tools. Where no such policy is bound, nothing is loaded.
 *
 * @param present what other bindings than those of a decision may mean, when it is made again under them
 */
export function withTenantPolicies(
	engine: Engine,
	store: Store,
	tools: PolicyTools | null,
	present: readonly Named[] = [],
): Engine {
	const kept = new Map<string, RunnablePolicy>();
	const load = async ({ digest }: Named): Promise<RunnablePolicy[]> => {
		let policy = kept.get(digest);
		if (policy === undefined) {
			const found = await store.read((tx) => tx.tenantPolicies.source(digest));
			// What lies there under this digest is something else: then it is not what people have agreed to.
			if (found === null || tenantPolicyDigest(found.sources, found.metadata) !== digest) return [];
			policy = kept.get(digest) ?? { ...isolatedLater(tools, found.sources), metadata: found.metadata, digest };
		}
		kept.delete(digest);
		kept.set(digest, policy);
		for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
		return [policy];
	};
	const loadAll = async (named: readonly Named[]) => (await Promise.all(named.map(load))).flat();
	return {
		get policies() {
			return engine.policies;
		},
		get bundleDigest() {
			return engine.bundleDigest;
		},
		async decide(input) {
			const named = input.tenantPolicies === undefined ? (input.facts.tenant_policies ?? []) : [];
			if (named.length === 0) return engine.decide(input);
			return engine.decide({ ...input, tenantPolicies: await loadAll(named) });
		},
		async replay(record, bindings, given) {
			const others = bindings === undefined ? [] : present;
			return engine.replay(record, bindings, given ?? (await loadAll([...namedIn(record), ...others])));
		},
	};
}

// What is none is said by whoever reads the whole of it.
function namedIn(record: string): Named[] {
	const read = readRecord(record);
	return read.kind === 'record' ? [...read.material.tenantPolicies] : [];
}

/** Compiles a policy when it is first asked. What fails then is tried again the next time. */
function isolatedLater(tools: PolicyTools | null, sources: readonly PolicySource[]): IsolatedPolicy {
	let starting: Promise<IsolatedPolicy> | undefined;
	const start = async (): Promise<IsolatedPolicy> => {
		if (tools === null) throw new Error('this gate was given no tools to run it with (policyTools)');
		const compiled = await tools.compileAgain(sources);
		if (compiled.kind === 'refused') throw new Error(`it does not compile any more: ${compiled.message}`);
		return tools.isolate(compiled.value);
	};
	return {
		async evaluate(input, deadlineMs) {
			starting ??= start();
			let policy: IsolatedPolicy;
			try {
				policy = await starting;
			} catch (cause) {
				starting = undefined;
				throw cause;
			}
			return policy.evaluate(input, deadlineMs);
		},
	};
}
