# METADATA
# title: The entrypoint
# description: |
#   Asks every bound policy for its answers. It does not change when a policy is added: a policy is found by its id.
#   A bound id that no package answers to is absent from the result, and the host takes an absent answer for an error.
package portcullis

import rego.v1

# METADATA
# entrypoint: true
decision[id] := {"pass": pass, "fail": fail, "skip": skip} if {
	some id, _ in input.bound
	[category, name] := split(id, ".")
	pass := data.policies[category][name].pass
	fail := data.policies[category][name].fail
	skip := skipped(category, name)
}

skipped(category, name) := skip if {
	skip := data.policies[category][name].skip
} else := set()
