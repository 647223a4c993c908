/**
 * The entrypoint of every module of a tenant's own policies: the one of `rego/entrypoint`, for the packages below
 * `custom`. It is the host's, and no source of a tenant's is let into its package.
 */
export const tenantEntrypoint = {
	path: 'portcullis/tenant-entrypoint.rego',
	text: `package portcullis

import rego.v1

decision[id] := {"pass": pass, "fail": fail, "skip": skip} if {
	some id, _ in input.bound
	["custom", name] = split(id, ".")
	pass := data.custom[name].pass
	fail := data.custom[name].fail
	skip := skipped(name)
}

skipped(name) := data.custom[name].skip

default skipped(_) := set()
`,
} as const;
