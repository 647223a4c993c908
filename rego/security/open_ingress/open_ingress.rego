# METADATA
# title: No port open to everybody
# description: A network lets nobody from everywhere (0.0.0.0/0 or ::/0) in to the ports that the binding lists.
# custom:
#   subject: resource
#   reads: [ingress]
#   kinds: [network]
#   actions: [create, modify]
#   message: "{resource} lets everybody in to {received}"
#   hint: "Name the ranges that need it as sources, or ask {owners} to accept the risk"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [ports]
#     properties:
#       ports:
#         description: The ports that must not be open to everybody.
#         type: array
#         minItems: 1
#         items: {type: integer, minimum: 1, maximum: 65535}
package policies.security.open_ingress

import rego.v1

everywhere := {"0.0.0.0/0", "::/0"}

# By rule and port: a rule may open several of them.
opened(address, parameters) := {[index, port] |
	some index, rule in input.resources[address].ingress
	some source in rule.sources
	source in everywhere
	some range in rule.ports
	some port in parameters.ports
	range.from <= port
	port <= range.to
}

pass contains address if {
	some binding in input.bound["security.open_ingress"]
	some address in binding.subjects
	is_array(input.resources[address].ingress)
	count(opened(address, binding.parameters)) == 0
}

fail contains {
	"resource": address,
	"path": ["ingress", index, "sources"],
	"expected": {"not_everybody_for_port": port},
	"received": {"port": port, "protocol": input.resources[address].ingress[index].protocol},
} if {
	some binding in input.bound["security.open_ingress"]
	some address in binding.subjects
	some [index, port] in opened(address, binding.parameters)
}
