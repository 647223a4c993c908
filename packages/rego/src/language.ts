/** Which Rego sources are written in, and which built-ins they may use. */
export interface LanguageOptions {
	/** `v1` (default), `v0` (before OPA 1.0), or `v0v1`: sources that must be both. */
	readonly regoVersion?: 'v1' | 'v0' | 'v0v1';
	/** OPA's own capabilities document, or the version of OPA whose document is meant (`v1.0.0`). Default: this OPA's. */
	readonly capabilities?: string | Readonly<Record<string, unknown>>;
}

/** The options as the Go program takes them; see `opa/sources.go`. */
export function languageRequest({ regoVersion, capabilities }: LanguageOptions): object {
	return {
		...(regoVersion === undefined ? {} : { regoVersion }),
		...(typeof capabilities === 'string' ? { capabilitiesVersion: capabilities } : {}),
		...(typeof capabilities === 'object' ? { capabilities } : {}),
	};
}
