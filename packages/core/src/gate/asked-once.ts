import { PortcullisError } from '../model/portcullis-error.js';
import { type Refused, type Result, refused } from '../model/result.js';
import type { KeptAnswer, Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { sha256 } from '../util/sha256.js';
import { asked } from './asked.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { shapeFault } from './shape-fault.js';

/** A caller whose call, if it changes something, is answered once: by its id, and the digest of what was asked. */
export interface Asking extends Caller {
	readonly call?: { readonly id: string; readonly digest: string };
}

/** What a call was answered, as far as it has to be kept to answer it again. */
export type Answer =
	| { readonly kind: 'refused'; readonly refusal: Refused }
	| { readonly kind: 'value'; readonly value: unknown }
	/** A session, which is shown as it is by then. */
	| { readonly kind: 'session'; readonly session: string };

/** A call that changes something. */
export interface ChangingCall<Value> {
	/** What is called, and with what: a repeated id has to come with the same. */
	readonly name: string;
	readonly content: readonly unknown[];
	/** The id of what is changed, where there is one. */
	readonly id?: string;
	readonly act: (asking: Asking) => Promise<Result<Value>>;
	/** Answers again with a session; only for calls that keep one. */
	readonly session?: (id: string) => Promise<Result<Value>>;
}

/**
 * Carries out a call that changes something. Where the front end gave it an id (`request_id`), a call that was carried
 * out by that id before does nothing, and is answered the same: what it changed, and what it was answered, are one
 * transaction. What was refused without changing anything is not kept: asked again, it is decided again.
 */
export function askedOnce<Value>(gate: GateContext, caller: Caller, call: ChangingCall<Value>): Promise<Result<Value>> {
	const carryOut = async (): Promise<Result<Value>> => {
		const { request_id: id } = caller;
		// What nobody could understand is refused, and changes nothing.
		if (id === undefined || shapeFault(call.content) !== null) return call.act(caller);
		const digest = sha256(canonicalJson([call.name, caller.actor.source, call.content]));
		const find = async (): Promise<Result<Value> | null> => {
			const kept = await gate.store.read((tx) => tx.answers.get(caller.tenant, caller.actor.id, id));
			return kept === null ? null : repeat(call, kept, digest);
		};
		const before = await find();
		if (before !== null) return before;
		try {
			const answer = await call.act({ ...caller, call: { id, digest } });
			// Of two at once with one id, the second may have been refused because of what the first has done.
			return answer.kind === 'refused' ? ((await find()) ?? answer) : answer;
		} catch (cause) {
			if (!(cause instanceof AnsweredBefore)) throw cause;
			const meanwhile = await find();
			if (meanwhile === null) throw cause;
			return meanwhile;
		}
	};
	return asked(caller, carryOut, call.id);
}

/**
 * Keeps what a call is answered, in the transaction that carries it out.
 *
 * @throws AnsweredBefore where it has been carried out meanwhile: everything that this transaction did is undone
 */
export async function keepAnswer(tx: Tx, asking: Asking, answer: Answer, now: number): Promise<void> {
	const { call, tenant, actor } = asking;
	if (call === undefined) return;
	const kept = await tx.answers.insert({
		tenant,
		actor: actor.id,
		id: call.id,
		call_digest: call.digest,
		answer: JSON.stringify(answer),
		created_at: now,
	});
	if (!kept) throw new AnsweredBefore();
}

class AnsweredBefore extends Error {}

async function repeat<Value>(call: ChangingCall<Value>, kept: KeptAnswer, digest: string): Promise<Result<Value>> {
	if (kept.call_digest !== digest) {
		return refused(
			'REQUEST_ID_REUSED',
			`request_id ${kept.id} was given to another call before; give each message an id of its own`,
		);
	}
	const answer = JSON.parse(kept.answer) as Answer;
	if (answer.kind === 'refused') return answer.refusal;
	// The digest holds the call's name: it was this one that kept the value.
	if (answer.kind === 'value') return { kind: 'ok', value: answer.value as Value };
	if (call.session !== undefined) return call.session(answer.session);
	throw new PortcullisError('STORE_DAMAGED', `the answer to request_id ${kept.id} is none of ${call.name}`);
}
