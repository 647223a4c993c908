# METADATA
# title: Backups
# description: A database has backups, for as many days as the binding says, and of every moment where it says so.
# custom:
#   subject: resource
#   reads: [backups]
#   kinds: [database]
#   actions: [create, modify]
#   message: "the backups of {resource} are not as they must be: {received}, not {expected}"
#   hint: "Set backups as they must be, or ask {owners} to accept the risk"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       retention_days:
#         description: For how many days they must be kept; 7 if left out.
#         type: integer
#         minimum: 1
#         maximum: 35
#       point_in_time:
#         description: Whether every moment of those days must be there.
#         type: boolean
package policies.security.backups

import rego.v1

days(parameters) := object.get(parameters, "retention_days", 7)

fault(backups, _) := {"path": "enabled", "expected": true, "received": false} if backups.enabled == false

fault(backups, parameters) := {
	"path": "retention_days",
	"expected": {"at_least": days(parameters)},
	"received": backups.retention_days,
} if {
	backups.enabled == true
	backups.retention_days < days(parameters)
}

fault(backups, parameters) := {"path": "point_in_time", "expected": true, "received": false} if {
	backups.enabled == true
	backups.retention_days >= days(parameters)
	parameters.point_in_time == true
	backups.point_in_time == false
}

# What is not said of moments is not that every moment is there.
enough(_, parameters) if not parameters.point_in_time

enough(backups, _) if backups.point_in_time == true

pass contains address if {
	some binding in input.bound["security.backups"]
	some address in binding.subjects
	backups := input.resources[address].backups
	backups.enabled == true
	backups.retention_days >= days(binding.parameters)
	enough(backups, binding.parameters)
}

fail contains {
	"resource": address,
	"path": ["backups", found.path],
	"expected": found.expected,
	"received": found.received,
} if {
	some binding in input.bound["security.backups"]
	some address in binding.subjects
	found := fault(input.resources[address].backups, binding.parameters)
}
