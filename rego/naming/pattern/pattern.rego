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

# By itself: in its frame "web)|(db" could be read, and would fit the beginning of a name.
readable contains pattern if {
	some binding in input.bound["naming.pattern"]
	pattern := binding.parameters.pattern
	regex.is_valid(pattern)
}

# To read a pattern takes longer than all else here: each name is held to it once, for both answers.
fitting contains [pattern, name] if {
	some binding in input.bound["naming.pattern"]
	pattern := binding.parameters.pattern
	pattern in readable
	some address in binding.subjects
	name := input.resources[address].name
	regex.match(concat("", ["^(?:", pattern, ")$"]), name)
}

# What cannot be read as a pattern fits nothing, and that is no fault of the name.
expected(pattern) := {"like": pattern} if pattern in readable

expected(pattern) := {"like_a_pattern_but_this_is_none": pattern} if not pattern in readable

pass contains address if {
	some binding in input.bound["naming.pattern"]
	some address in binding.subjects
	[binding.parameters.pattern, input.resources[address].name] in fitting
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
	not [binding.parameters.pattern, name] in fitting
}
