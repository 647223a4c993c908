# METADATA
# title: Allowed machine families
# description: Machines, instances of databases and nodes are of the families that the binding lists.
# custom:
#   subject: resource
#   reads: [size, node_pools]
#   kinds: [vm, database, kubernetes]
#   actions: [create, modify]
#   message: "{resource} has machines of type {received}; allowed is what {expected}"
#   hint: "Choose another machine type, or ask {owners} to allow this one"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [families]
#     properties:
#       families:
#         description: How the names of machine types allowed begin, such as e2- or t3.
#         type: array
#         minItems: 1
#         items: {type: string, minLength: 1}
package policies.machine.allowed_families

import rego.v1

# A cluster has a size for each of its pools, other kinds one of their own.
sizes(resource) := {size | some pool in resource.node_pools; size := pool.size} if {
	resource.kind == "kubernetes"
}

sizes(resource) := {resource.size} if resource.kind != "kubernetes"

# Where a cluster's pools, or the size of one of them, are not known, the sizes that are do not pass for all.
known(resource) if {
	every pool in resource.node_pools {
		is_string(pool.size)
	}
}

known(resource) if resource.kind != "kubernetes"

begins(size, prefixes) if {
	some prefix in prefixes
	startswith(size, prefix)
}

pass contains address if {
	some binding in input.bound["machine.allowed_families"]
	some address in binding.subjects
	known(input.resources[address])
	every size in sizes(input.resources[address]) {
		begins(size, binding.parameters.families)
	}
}

fail contains {
	"resource": address,
	"path": ["size"],
	"expected": {"begins_with": binding.parameters.families},
	"received": size,
} if {
	some binding in input.bound["machine.allowed_families"]
	some address in binding.subjects
	some size in sizes(input.resources[address])
	not begins(size, binding.parameters.families)
}
