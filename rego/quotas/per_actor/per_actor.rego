# METADATA
# title: What an actor has made within the quota
# description: |
#   What an actor has made in every project of the tenant and what is asked for together may not pass the actor's quota:
#   a number of resources, vCPU, memory, disk or cost. It counts against who made a resource, whoever changes it later.
#   An override holds while it lasts. Judged where such a quota is set; what is not known is unknown, never nothing.
# custom:
#   subject: quota
#   reads: [requested]
#   quotas: {owners: [actor], windows: false}
#   message: "{quota} would be {received}; allowed is {expected}"
#   hint: "Delete what is not used any more, ask for less, or ask {quota_setters} for a higher limit or an override"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {}
package policies.quotas.per_actor

import rego.v1

import data.lib.quota

pass contains id if {
	some binding in input.bound["quotas.per_actor"]
	some id in binding.subjects
	quota.fits(id, quota.limit(id))
}

fail contains quota.violation(id, quota.limit(id)) if {
	some binding in input.bound["quotas.per_actor"]
	some id in binding.subjects
}

skip contains id if {
	some binding in input.bound["quotas.per_actor"]
	some id in binding.subjects
	not quota.limit(id)
}
