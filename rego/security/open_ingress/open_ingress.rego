# METADATA
# title: No port open to everybody
# description: |
#   A network lets nobody in to the ports that the binding lists from everywhere (0.0.0.0/0 or ::/0), nor from a range that is
#   wider than any network of somebody's own.
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
#       widest_ipv4:
#         description: The shortest prefix of an IPv4 range that is not everybody; 8 if left out.
#         type: integer
#         minimum: 1
#         maximum: 32
#       widest_ipv6:
#         description: The shortest prefix of an IPv6 range that is not everybody, unless its addresses are unique local; 16 if left out.
#         type: integer
#         minimum: 1
#         maximum: 128
package policies.security.open_ingress

import rego.v1

prefix(source) := to_number(split(source, "/")[1])

# Two halves of all addresses are everybody too. By the length alone: the host part of an IPv6 range may say anything.
everybody(source, parameters) if {
	not contains(source, ":")
	prefix(source) < object.get(parameters, "widest_ipv4", 8)
}

everybody(source, parameters) if {
	contains(source, ":")
	not local(source)
	prefix(source) < object.get(parameters, "widest_ipv6", 16)
}

# fc00::/7: nobody reaches these over the internet.
local(source) if {
	regex.match("^f[cd][0-9a-f]{2}:", source)
	prefix(source) >= 7
}

# By rule and port: a rule may open several of them.
opened(address, parameters) := {[index, port] |
	some index, rule in input.resources[address].ingress
	some source in rule.sources
	everybody(source, parameters)
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
