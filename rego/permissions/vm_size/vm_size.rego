# METADATA
# title: Size of machines within the role's
# description: |
#   A machine, an instance of a database or a node of a cluster may be at most of the size class that the roles of
#   whoever asks allow. Not applicable where the capability itself is missing: permissions.capability says that, and one
#   reason is enough.
# custom:
#   subject: resource
#   reads: [size_class]
#   kinds: [vm, database, kubernetes]
#   actions: [create, modify]
#   message: "{resource} is of size {received}; {actor} may ask for {expected}"
#   hint: "Choose a smaller machine type, or ask {grantors} for a role with a higher limit"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {}
package policies.permissions.vm_size

import rego.v1

import data.lib.capability

pass contains address if {
	some binding in input.bound["permissions.vm_size"]
	some address in binding.subjects
	capability.held(input.resources[address])
	input.resources[address].size_class.rank <= input.actor.max_vm_size.rank
}

fail contains {
	"resource": address,
	"path": ["size_class"],
	"expected": {"at_most": input.actor.max_vm_size.class},
	"received": size.class,
} if {
	some binding in input.bound["permissions.vm_size"]
	some address in binding.subjects
	capability.held(input.resources[address])
	size := input.resources[address].size_class
	size.rank > input.actor.max_vm_size.rank
}

skip contains address if {
	some binding in input.bound["permissions.vm_size"]
	some address in binding.subjects
	not capability.held(input.resources[address])
}
