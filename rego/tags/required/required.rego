# METADATA
# title: Required tags
# description: A resource has the tags that the binding lists, each with a value that fits its pattern.
# custom:
#   subject: resource
#   reads: [tags]
#   actions: [create, modify]
#   message: "{resource} lacks a tag: {received}, not {expected}"
#   hint: "Add the tag, or ask {owners} to do without"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [tags]
#     properties:
#       tags:
#         description: The tags wanted, each with a regular expression (RE2) for its whole value; ".+" is any value.
#         type: object
#         additionalProperties: {type: string, minLength: 1}
package policies.tags.required

import rego.v1

# The whole value must fit: a pattern that finds a part of it anywhere would let almost everything pass.
whole(pattern) := concat("", ["^(?:", pattern, ")$"])

# By itself: in its frame "a)|(b" could be read, and would fit the beginning of a value. And once for all resources: it
# takes ten times as long as to match.
readable contains pattern if {
	some binding in input.bound["tags.required"]
	some pattern in binding.parameters.tags
	regex.is_valid(pattern)
}

fits(tags, key, pattern) if {
	pattern in readable
	regex.match(whole(pattern), tags[key])
}

# What cannot be read as a pattern fits nothing, and that is no fault of the tag.
expected(pattern) := {"tag_like": pattern} if pattern in readable

expected(pattern) := {"tag_like_a_pattern_but_this_is_none": pattern} if not pattern in readable

pass contains address if {
	some binding in input.bound["tags.required"]
	some address in binding.subjects
	tags := input.resources[address].tags
	every key, pattern in binding.parameters.tags {
		fits(tags, key, pattern)
	}
}

fail contains {
	"resource": address,
	"path": ["tags", key],
	"expected": expected(pattern),
	"received": object.get(tags, key, "no such tag"),
} if {
	some binding in input.bound["tags.required"]
	some address in binding.subjects
	tags := input.resources[address].tags
	some key, pattern in binding.parameters.tags
	not fits(tags, key, pattern)
}
