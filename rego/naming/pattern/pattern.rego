# METADATA
# title: Names by a pattern
# description: The name of a resource fits the pattern that the binding gives, from end to end.
# custom:
#   subject: resource
#   reads: [name]
#   actions: [create]
#   message: "the name of {resource} must be {expected}"
#   hint: "Choose a name of that form, or ask {owners} to accept this one"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [pattern]
#     properties:
#       pattern:
#         description: A regular expression (RE2) for the whole name.
#         type: string
#         minLength: 1
package policies.naming.pattern

import rego.v1

fits(name, parameters) if regex.match(concat("", ["^(?:", parameters.pattern, ")$"]), name)

pass contains address if {
	some binding in input.bound["naming.pattern"]
	some address in binding.subjects
	fits(input.resources[address].name, binding.parameters)
}

fail contains {
	"resource": address,
	"path": ["name"],
	"expected": {"like": binding.parameters.pattern},
	"received": name,
} if {
	some binding in input.bound["naming.pattern"]
	some address in binding.subjects
	name := input.resources[address].name
	not fits(name, binding.parameters)
}
