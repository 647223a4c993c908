# METADATA
# title: What is added in a window of time within the quota
# description: |
#   What was added in this hour, day, week or month, what is reserved and what is asked for together may not pass the
#   quota of the project, of the actor who asks, or of the tenant. A deletion does not refill a window; the next one
#   begins with nothing. An override holds while it lasts. Judged where such a quota is set; what is not known is unknown.
# custom:
#   subject: quota
#   reads: [requested]
#   quotas: {windows: true}
#   message: "{quota} would be {received}; allowed is {expected} until {window_end}"
#   hint: "Wait until {window_end}, ask for less, or ask {quota_setters} for a higher limit or an override"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {}
package policies.quotas.per_window

import rego.v1

import data.lib.quota

pass contains id if {
	some binding in input.bound["quotas.per_window"]
	some id in binding.subjects
	quota.fits(id, quota.limit(id))
}

fail contains quota.violation(id, quota.limit(id)) if {
	some binding in input.bound["quotas.per_window"]
	some id in binding.subjects
}

skip contains id if {
	some binding in input.bound["quotas.per_window"]
	some id in binding.subjects
	not quota.limit(id)
}
