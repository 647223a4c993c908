# METADATA
# title: Number of resources within the quota
# description: |
#   What stands, what is reserved and what is asked for together may not pass the limit of the quota. An override holds
#   while it lasts; where no limit was set, the binding's default for the kind holds. Not applicable where there is
#   neither. A deployment that adds nothing passes, even over a limit that was lowered since.
# custom:
#   subject: quota
#   reads: [requested]
#   message: "project {project} would have {received} of kind {kind}; allowed is {expected}"
#   hint: "Delete what is not used any more, ask for less, or ask {quota_setters} for a higher limit or an override"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       default_limits:
#         description: The limit for each kind where no quota is set.
#         type: object
#         additionalProperties: false
#         properties:
#           vm: {type: integer, minimum: 0}
#           database: {type: integer, minimum: 0}
#           network: {type: integer, minimum: 0}
#           storage: {type: integer, minimum: 0}
#           kubernetes: {type: integer, minimum: 0}
package policies.quotas.count

import rego.v1

overridden(quota) if input.now < quota.override.until

limit(quota, _) := quota.override.limit if overridden(quota)

limit(quota, _) := quota.limit if {
	not overridden(quota)
	is_number(quota.limit)
}

limit(quota, parameters) := parameters.default_limits[quota.kind] if {
	not overridden(quota)
	not is_number(quota.limit)
}

after(quota) := (quota.used + quota.reserved) + quota.requested

pass contains id if {
	some binding in input.bound["quotas.count"]
	some id in binding.subjects
	input.quotas[id].requested <= 0
}

pass contains id if {
	some binding in input.bound["quotas.count"]
	some id in binding.subjects
	quota := input.quotas[id]
	after(quota) <= limit(quota, binding.parameters)
}

fail contains {
	"resource": id,
	"path": ["quotas", id],
	"expected": {"at_most": most},
	"received": after(quota),
} if {
	some binding in input.bound["quotas.count"]
	some id in binding.subjects
	quota := input.quotas[id]
	quota.requested > 0
	most := limit(quota, binding.parameters)
	after(quota) > most
}

skip contains id if {
	some binding in input.bound["quotas.count"]
	some id in binding.subjects
	quota := input.quotas[id]
	quota.requested > 0
	not limit(quota, binding.parameters)
}
