package policies.cost.monthly_limit_test

import rego.v1

import data.policies.cost.monthly_limit as policy

request(monthly, complete) := {
	"bound": {"cost.monthly_limit": [{"parameters": {"max_monthly_micros": 1000}, "subjects": ["vm/web"]}]},
	"resources": {
		"vm/web": {"cost": {"monthly_micros": monthly, "complete": complete}},
		"vm/other": {"cost": {"monthly_micros": 9999, "complete": true}},
		"vm/cheap": {"cost": {"monthly_micros": 1, "complete": true}},
	},
}

test_the_limit_itself_passes if {
	policy.pass == {"vm/web"} with input as request(1000, true)
	policy.fail == set() with input as request(1000, true)
}

test_a_millionth_more_fails if {
	policy.pass == set() with input as request(1001, true)
	policy.fail == {{
		"resource": "vm/web",
		"path": ["cost", "monthly_micros"],
		"expected": {"at_most": 1000},
		"received": 1001,
	}} with input as request(1001, true)
}

test_what_is_not_wholly_known_never_passes_and_fails_where_the_known_part_is_too_much if {
	policy.pass == set() with input as request(10, false)
	policy.fail == set() with input as request(10, false)
	count(policy.fail) == 1 with input as request(1001, false)
}
