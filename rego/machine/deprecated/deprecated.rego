# METADATA
# title: No deprecated machine types
# description: No machines, instances of databases or nodes are of the old types that the binding lists.
# custom:
#   subject: resource
#   reads: [size, node_pools]
#   kinds: [vm, database, kubernetes]
#   actions: [create, modify]
#   message: "{resource} has machines of an old type, {received}"
#   hint: "Choose a type of a newer generation, or ask {owners} to allow this one"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [families]
#     properties:
#       families:
#         description: How the names of old machine types begin, such as n1- or m3.
#         type: array
#         minItems: 1
#         items: {type: string, minLength: 1}
package policies.machine.deprecated

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
	some binding in input.bound["machine.deprecated"]
	some address in binding.subjects
	known(input.resources[address])
	every size in sizes(input.resources[address]) {
		not begins(size, binding.parameters.families)
	}
}

fail contains {
	"resource": address,
	"path": ["size"],
	"expected": {"not_beginning_with": binding.parameters.families},
	"received": size,
} if {
	some binding in input.bound["machine.deprecated"]
	some address in binding.subjects
	some size in sizes(input.resources[address])
	begins(size, binding.parameters.families)
}
