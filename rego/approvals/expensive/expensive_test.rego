package policies.approvals.expensive_test

import rego.v1

import data.policies.approvals.expensive as policy

request(monthly, complete) := {
	"bound": {"approvals.expensive": [{"parameters": {"max_monthly_micros": 1000}, "subjects": ["deployment"]}]},
	"cost": {"monthly_micros": monthly, "complete": complete},
}

test_the_limit_itself_passes if {
	policy.pass == {"deployment"} with input as request(1000, true)
	policy.fail == set() with input as request(1000, true)
}

test_a_millionth_more_fails if {
	policy.pass == set() with input as request(1001, true)
	policy.fail == {{
		"resource": "deployment",
		"path": ["cost", "monthly_micros"],
		"expected": {"at_most": 1000},
		"received": 1001,
	}} with input as request(1001, true)
}

test_what_is_not_wholly_known_never_passes if {
	policy.pass == set() with input as request(10, false)
	policy.fail == set() with input as request(10, false)
	count(policy.fail) == 1 with input as request(1001, false)
}

test_it_answers_only_where_it_is_asked if {
	every monthly in [10, 1001] {
		asked := {
			"bound": {"approvals.expensive": [{"parameters": {"max_monthly_micros": 1000}, "subjects": []}]},
			"cost": {"monthly_micros": monthly, "complete": true},
		}
		policy.pass == set() with input as asked
		policy.fail == set() with input as asked
	}
}
