# METADATA
# title: Number of resources within the quota
# description: |
#   What stands, what is reserved and what is asked for together may not pass the limit of the quota of a project or of
#   the tenant. An override holds while it lasts; where no limit was set, the binding's default for the kind holds in
#   each project. Not applicable where there is neither. A deployment that adds nothing passes, even over a limit that
#   was lowered since.
# custom:
#   subject: quota
#   reads: [requested]
#   quotas: {measures: [count], owners: [project, tenant], windows: false}
#   message: "{quota} would be {received}; allowed is {expected}"
#   hint: "Delete what is not used any more, ask for less, or ask {quota_setters} for a higher limit or an override"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       default_limits:
#         description: The limit for each kind in a project where no quota is set.
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

import data.lib.quota

limit(id, _) := quota.limit(id)

limit(id, parameters) := parameters.default_limits[input.quotas[id].kind] if not quota.limit(id)

pass contains id if {
	some binding in input.bound["quotas.count"]
	some id in binding.subjects
	quota.adds_nothing(id)
}

pass contains id if {
	some binding in input.bound["quotas.count"]
	some id in binding.subjects
	quota.fits(id, limit(id, binding.parameters))
}

fail contains quota.violation(id, limit(id, binding.parameters)) if {
	some binding in input.bound["quotas.count"]
	some id in binding.subjects
}

skip contains id if {
	some binding in input.bound["quotas.count"]
	some id in binding.subjects
	input.quotas[id].requested > 0
	not limit(id, binding.parameters)
}
