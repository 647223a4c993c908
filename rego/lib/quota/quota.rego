# METADATA
# title: Whether what is asked for fits a quota
# description: Shared by the policies of quotas, so that they cannot differ about it.
package lib.quota

import rego.v1

after(id) := (input.quotas[id].used + input.quotas[id].reserved) + input.quotas[id].requested

adds_nothing(id) if input.quotas[id].requested <= 0

# What adds nothing passes, even over a limit that was lowered since.
fits(id, _) if adds_nothing(id)

fits(id, limit) if after(id) <= limit

violation(id, limit) := {
	"resource": id,
	"path": ["quotas", id, input.quotas[id].measure],
	"expected": {"at_most": limit},
	"received": after(id),
} if {
	input.quotas[id].requested > 0
	after(id) > limit
}

limit(id) := input.quotas[id].limit if is_number(input.quotas[id].limit)
