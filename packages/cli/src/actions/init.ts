import type { Context } from '../gate/context.js';
import { placeText } from '../gate/database.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';

/** Options of `portcullis init`. */
export interface InitOptions {
	readonly allowAs?: boolean;
	/** IANA name. */
	readonly timeZone?: string;
}

/** Makes the database and the tenant; whoever runs it becomes the first administrator. Run again, it changes nothing. */
export function init(context: Context, { allowAs = false, timeZone }: InitOptions): Promise<Outcome> {
	return withGate(context, { mode: 'make', parts: 'all' }, async ({ gate, store, caller }) => {
		const created = await gate.createTenant(caller, {
			assertedMayApprove: allowAs,
			...(timeZone === undefined ? {} : { timeZone }),
		});
		if (created.kind === 'refused' && created.code !== 'TENANT_EXISTS') return refusal(created);
		const tenant = await store.read((tx) => tx.tenants.get(caller.tenant));
		const asserted = tenant?.asserted_may_approve ?? false;
		if (created.kind === 'refused' && allowAs && !asserted) {
			return failure({
				code: created.code,
				message: `tenant ${caller.tenant} is set up already, without --allow-as; nothing was changed`,
				hint: 'set up another tenant with --tenant NAME, or another database with --db FILE',
				status: 1,
			});
		}
		const document = {
			kind: 'init',
			created: created.kind === 'ok',
			database: placeText(store.url),
			tenant: caller.tenant,
			actor: caller.actor.id,
			asserted_may_approve: asserted,
		} as const;
		const where = harmless(`tenant ${caller.tenant} in ${placeText(store.url)}`);
		if (!document.created) return done(document, () => `Set up already: ${where}. Nothing was changed.\n`);
		return done(
			document,
			() =>
				`Set up: ${where}. ${harmless(caller.actor.id)} is its first administrator.\n` +
				'Next: portcullis project add shop --provider gcp --region us-central1\n',
		);
	});
}
