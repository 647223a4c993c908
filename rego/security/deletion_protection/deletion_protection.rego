# METADATA
# title: Deletion protection
# description: What holds data, or much depends on, is protected from being deleted by mistake.
# custom:
#   subject: resource
#   reads: [deletion_protection]
#   kinds: [vm, database, storage, kubernetes]
#   actions: [create, modify]
#   message: "{resource} is not protected from deletion"
#   hint: "Set deletion_protection: true, or ask {owners} to accept the risk"
#   parameters: {type: object, additionalProperties: false}
package policies.security.deletion_protection

import rego.v1

pass contains address if {
	some binding in input.bound["security.deletion_protection"]
	some address in binding.subjects
	input.resources[address].deletion_protection == true
}

fail contains {
	"resource": address,
	"path": ["deletion_protection"],
	"expected": true,
	"received": false,
} if {
	some binding in input.bound["security.deletion_protection"]
	some address in binding.subjects
	input.resources[address].deletion_protection == false
}
