package policies.naming.pattern_test

import rego.v1

import data.policies.naming.pattern as policy

request(pattern, name) := {
	"bound": {"naming.pattern": [{"parameters": {"pattern": pattern}, "subjects": ["it"]}]},
	"resources": {"it": {"name": name}, "other": {"name": "other"}, "another": {"name": "web-shop"}},
}

passes(pattern, name) if {
	policy.pass == {"it"} with input as request(pattern, name)
	policy.fail == set() with input as request(pattern, name)
}

fails(pattern, name) if {
	policy.pass == set() with input as request(pattern, name)
	policy.fail == {{
		"resource": "it",
		"path": ["name"],
		"expected": {"like": pattern},
		"received": name,
	}} with input as request(pattern, name)
}

test_a_name_of_the_form_passes if passes("(web|db)-[a-z]+", "web-shop")

test_a_name_that_only_holds_the_form_fails if {
	fails("(web|db)-[a-z]+", "my-web-shop")
	fails("(web|db)-[a-z]+", "web-shop-2")
}

test_a_pattern_that_cannot_be_read_fits_nothing_and_is_named if {
	policy.pass == set() with input as request("[a-", "web-shop")
	some failure in policy.fail with input as request("[a-", "web-shop")
	failure.expected == {"like_a_pattern_but_this_is_none": "[a-"}
}

test_a_pattern_that_breaks_out_of_its_frame_fits_nothing if {
	policy.pass == set() with input as request("web)|(db", "webby")
	count(policy.fail) == 1 with input as request("web)|(db", "webby")
}

test_both_ends_hold_for_each_part_of_a_choice if {
	fails("web|db", "webby")
	fails("web|db", "mydb")
}
