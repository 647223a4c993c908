/** Codes of what is no refusal but a fault: of the machine, of the database, of a policy, of a caller. */
export type ErrorCode =
	| 'STORE_BUSY'
	| 'STORE_CLOSED'
	| 'STORE_DAMAGED'
	| 'STORE_MISSING'
	| 'STORE_SAVE_FAILED'
	| 'STORE_SCHEMA_NEWER'
	| 'STORE_READ_ONLY'
	| 'STORE_NESTED'
	| 'STORE_CONFLICT'
	| 'STORE_URL_UNKNOWN'
	| 'STORE_UNREACHABLE'
	| 'STORE_COMMIT_UNKNOWN'
	| 'BUNDLE_INVALID'
	| 'BUNDLE_BUILTIN_MISSING'
	| 'BUNDLE_DATA_MISSING'
	| 'POLICY_FAILED'
	| 'POLICY_TOOLS_MISSING'
	| 'PROVIDER_MISSING'
	| 'DOCUMENT_UNSAFE'
	| 'DOCUMENT_WRITE_FAILED'
	| 'DOCUMENT_NOT_OURS'
	| 'PRICES_DAMAGED';

/**
 * The one exception of Portcullis: something went wrong that a caller does not expect in normal use. What is expected
 * comes back as a `Refused` value instead.
 */
export class PortcullisError extends Error {
	override readonly name = 'PortcullisError';
	/** Stable: listed in docs/errors.md. */
	readonly code: ErrorCode;

	constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
		super(message, options);
		this.code = code;
	}
}
