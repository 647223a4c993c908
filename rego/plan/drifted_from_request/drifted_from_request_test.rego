package policies.plan.drifted_from_request_test

import rego.v1

import data.policies.plan.drifted_from_request as policy

larger := {"address": "vm/web", "path": ["size"], "expected": "e2-small", "received": "e2-medium"}

more := {"address": "vm/app", "path": [], "expected": "nothing", "received": "create"}

asked(plan) := {
	"bound": {"plan.drifted_from_request": [{"parameters": {}, "subjects": ["deployment"]}]},
	"plan": plan,
}

tied(beyond, undetermined) := asked({"request": {"beyond": beyond, "undetermined": undetermined}})

answers(given, pass, fail, skip) if {
	policy.pass == pass with input as given
	policy.fail == fail with input as given
	policy.skip == skip with input as given
}

test_a_plan_that_does_what_was_approved_passes if {
	answers(tied([], []), {"deployment"}, set(), set())
}

test_everything_beyond_it_is_named if {
	fail := {
		{"resource": "deployment", "path": ["vm/web", "size"], "expected": "e2-small", "received": "e2-medium"},
		{"resource": "deployment", "path": ["vm/app"], "expected": "nothing", "received": "create"},
	}
	answers(tied([larger, more], []), set(), fail, set())
	answers(tied([larger, more], [{"address": "vm/web", "field": "image"}]), set(), fail, set())
}

test_what_the_plan_does_not_know_leaves_it_without_an_answer if {
	answers(tied([], [{"address": "vm/web", "field": "region"}]), set(), set(), set())
}

test_a_plan_that_is_tied_to_no_request_is_not_its_business if {
	answers(asked({"unmapped": []}), set(), set(), {"deployment"})
}

test_it_answers_only_where_it_is_asked if {
	every plan in [{}, {"request": {"beyond": [], "undetermined": []}}, {"request": {"beyond": [more], "undetermined": []}}] {
		given := object.union(
			asked(plan),
			{"bound": {"plan.drifted_from_request": [{"parameters": {}, "subjects": []}]}},
		)
		answers(given, set(), set(), set())
	}
}
