# METADATA
# title: Disk size
# description: The disk of a machine is at most as large as the binding allows.
# custom:
#   subject: resource
#   reads: [disk]
#   kinds: [vm]
#   actions: [create, modify]
#   message: "the disk of {resource} has {received} GiB; allowed is {expected}"
#   hint: "Ask for a smaller disk, or ask {owners} to allow more"
#   parameters:
#     type: object
#     required: [max_gib]
#     additionalProperties: false
#     properties:
#       max_gib:
#         description: The most GiB that the disk of one machine may have.
#         type: integer
#         minimum: 1
package custom.disk_size

import rego.v1

pass contains address if {
	some binding in input.bound["custom.disk_size"]
	some address in binding.subjects
	input.resources[address].disk.size_gib <= binding.parameters.max_gib
}

fail contains {
	"resource": address,
	"path": ["disk", "size_gib"],
	"expected": {"at_most": binding.parameters.max_gib},
	"received": size,
} if {
	some binding in input.bound["custom.disk_size"]
	some address in binding.subjects
	size := input.resources[address].disk.size_gib
	size > binding.parameters.max_gib
}
