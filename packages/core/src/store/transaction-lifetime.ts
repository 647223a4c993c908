import type {
	KyselyPlugin,
	PluginTransformQueryArgs,
	PluginTransformResultArgs,
	QueryResult,
	RootOperationNode,
	UnknownRow,
} from 'kysely';
import { PortcullisError } from '../model/portcullis-error.js';

/** Refuses every statement after a transaction's end: it would run outside of any, and never be saved. */
export class TransactionLifetime implements KyselyPlugin {
	#ended = false;

	/** Nothing may be asked of the transaction from now on. */
	end(): void {
		this.#ended = true;
	}

	/** @throws PortcullisError `STORE_CLOSED` after the end */
	check(): void {
		if (!this.#ended) return;
		throw new PortcullisError('STORE_CLOSED', 'This transaction has ended. Await everything that you start inside it.');
	}

	transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
		this.check();
		return node;
	}

	async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
		return result;
	}
}
