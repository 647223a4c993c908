# METADATA
# title: No graphics cards
# description: Machines and nodes have no graphics cards or other accelerators.
# custom:
#   subject: resource
#   reads: [gpu]
#   kinds: [vm, kubernetes]
#   actions: [create, modify]
#   message: "{resource} has {received} accelerators"
#   hint: "Choose a machine type without, or ask {owners} to allow it"
#   parameters: {type: object, additionalProperties: false}
package policies.machine.no_gpu

import rego.v1

pass contains address if {
	some binding in input.bound["machine.no_gpu"]
	some address in binding.subjects
	input.resources[address].gpu == 0
}

fail contains {
	"resource": address,
	"path": ["gpu"],
	"expected": 0,
	"received": gpu,
} if {
	some binding in input.bound["machine.no_gpu"]
	some address in binding.subjects
	gpu := input.resources[address].gpu
	gpu > 0
}
