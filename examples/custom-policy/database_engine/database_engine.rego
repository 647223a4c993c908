# METADATA
# title: Database engines we look after
# description: A database has an engine that our administrators know how to run.
# custom:
#   subject: resource
#   reads: [engine]
#   kinds: [database]
#   actions: [create, modify]
#   message: "{resource} is {received}; looked after is {expected}"
#   hint: "Choose another engine, or ask {owners} to take it on"
#   parameters:
#     type: object
#     required: [engines]
#     additionalProperties: false
#     properties:
#       engines:
#         description: The engines that somebody looks after.
#         type: array
#         items:
#           type: string
package custom.database_engine

import rego.v1

pass contains address if {
	some binding in input.bound["custom.database_engine"]
	some address in binding.subjects
	input.resources[address].engine in binding.parameters.engines
}

fail contains {
	"resource": address,
	"path": ["engine"],
	"expected": {"one_of": binding.parameters.engines},
	"received": engine,
} if {
	some binding in input.bound["custom.database_engine"]
	some address in binding.subjects
	engine := input.resources[address].engine
	not engine in binding.parameters.engines
}
