# METADATA
# title: Cost of what stands within the quota
# description: |
#   What stands, what is reserved and what is asked for together may not cost more an hour, or a month of 730 hours, than
#   the quota of the project or of the tenant allows. An override holds while it lasts. Judged where such a quota is set;
#   a price that the catalogue does not know is unknown, and never counts as nothing.
# custom:
#   subject: quota
#   reads: [requested]
#   quotas: {measures: [hourly_micros, monthly_micros], owners: [project, tenant], windows: false}
#   message: "{quota} would be {received}; allowed is {expected}"
#   hint: "Delete what is not used any more, choose what costs less, or ask {quota_setters} for a higher limit or an override"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {}
package policies.quotas.spend

import rego.v1

import data.lib.quota

pass contains id if {
	some binding in input.bound["quotas.spend"]
	some id in binding.subjects
	quota.fits(id, quota.limit(id))
}

fail contains quota.violation(id, quota.limit(id)) if {
	some binding in input.bound["quotas.spend"]
	some id in binding.subjects
}

skip contains id if {
	some binding in input.bound["quotas.spend"]
	some id in binding.subjects
	not quota.limit(id)
}
