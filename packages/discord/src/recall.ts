import { randomBytes } from 'node:crypto';
import type { Clock } from '@portcullis/core';
import type { TypedRequest } from './typed-request.js';

const kept = 15 * 60_000;
const most = 1000;

/**
 * Requests that are stored nowhere, because they were denied or only looked at: kept for the fifteen minutes for which
 * the personal message with their buttons can be answered. Nothing is lost with them but typing.
 */
export interface Recall {
	/** Keeps a request, and answers under which name. */
	keep(request: TypedRequest): string;
	/** The request again; `null` once it is forgotten. */
	find(id: string): TypedRequest | null;
}

/** Makes a {@link Recall}. */
export function createRecall(clock: Clock): Recall {
	const requests = new Map<string, { readonly request: TypedRequest; readonly until: number }>();
	return {
		keep(request) {
			const id = randomBytes(12).toString('hex');
			requests.set(id, { request, until: clock() + kept });
			for (const [old, { until }] of requests) {
				if (requests.size <= most && until > clock()) break;
				requests.delete(old);
			}
			return id;
		},
		find(id) {
			const found = requests.get(id);
			return found === undefined || found.until <= clock() ? null : found.request;
		},
	};
}
