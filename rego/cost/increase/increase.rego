# METADATA
# title: Increase of cost
# description: |
#   A change does not make what stands cost more by the month than the binding allows, in money or in percent of what it
#   costs now.
# custom:
#   subjects: [resource, deployment]
#   reads: [cost, before]
#   actions: [modify]
#   message: "{resource} would cost {received} a month more than now; allowed is {expected}"
#   hint: "Choose a smaller size or fewer machines, or ask {owners} to approve it"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       max_monthly_micros:
#         description: By how much it may become dearer a month, in millionths of a US dollar.
#         type: integer
#         minimum: 0
#       max_percent:
#         description: By how much it may become dearer, in percent of what it costs now.
#         type: integer
#         minimum: 0
#         maximum: 100000
package policies.cost.increase

import rego.v1

# What stands of a subject by the month; undefined where a price of it is not known: then nothing can be said of a change.
before(address) := cost.monthly_micros if {
	cost := input.resources[address].before.cost
	cost.complete == true
}

# What a plan creates beside what it modifies costs nothing before.
before("deployment") := sum([resource.before.cost.monthly_micros | some resource in input.resources]) if {
	every resource in input.resources {
		priced_before(resource)
	}
}

priced_before(resource) if resource.before.cost.complete == true

priced_before(resource) if resource.action == "create"

after(address) := input.resources[address].cost

after("deployment") := input.cost

limits(parameters, _) := {0} if {
	not parameters.max_monthly_micros
	not parameters.max_percent
}

limits(parameters, monthly) := by_money | by_percent if {
	by_money := {most | most := parameters.max_monthly_micros}
	by_percent := {most | most := floor((monthly * parameters.max_percent) / 100)}
	count(by_money | by_percent) > 0
}

# Where a part of the new price is unknown the increase is the least it will be: enough to fail, never enough to pass.
pass contains subject if {
	some binding in input.bound["cost.increase"]
	some subject in binding.subjects
	monthly := before(subject)
	cost := after(subject)
	cost.complete == true
	cost.monthly_micros - monthly <= min(limits(binding.parameters, monthly))
}

fail contains {
	"resource": subject,
	"path": ["cost", "monthly_micros"],
	"expected": {"at_most": most},
	"received": increase,
} if {
	some binding in input.bound["cost.increase"]
	some subject in binding.subjects
	monthly := before(subject)
	increase := after(subject).monthly_micros - monthly
	most := min(limits(binding.parameters, monthly))
	increase > most
}
