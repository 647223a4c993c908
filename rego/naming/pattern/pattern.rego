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

# By itself: in its frame "web)|(db" could be read, and would fit the beginning of a name. And once for all resources: it
# takes ten times as long as to match.
readable contains pattern if {
	some binding in input.bound["naming.pattern"]
	pattern := binding.parameters.pattern
	regex.is_valid(pattern)
}

fits(name, {"pattern": pattern}) if {
	pattern in readable
	regex.match(concat("", ["^(?:", pattern, ")$"]), name)
}

# What cannot be read as a pattern fits nothing, and that is no fault of the name.
expected(pattern) := {"like": pattern} if pattern in readable

expected(pattern) := {"like_a_pattern_but_this_is_none": pattern} if not pattern in readable

pass contains address if {
	some binding in input.bound["naming.pattern"]
	some address in binding.subjects
	fits(input.resources[address].name, binding.parameters)
}

fail contains {
	"resource": address,
	"path": ["name"],
	"expected": expected(binding.parameters.pattern),
	"received": name,
} if {
	some binding in input.bound["naming.pattern"]
	some address in binding.subjects
	name := input.resources[address].name
	not fits(name, binding.parameters)
}
