package policies.cost.budget_test

import rego.v1

import data.policies.cost.budget as policy

request(parameters, forecast, complete) := {
	"bound": {"cost.budget": [{"parameters": parameters, "subjects": ["deployment"]}]},
	"project": {"monthly_budget_micros": 1000},
	"spending": {
		"accrued_micros": 400,
		"monthly_forecast_before_micros": 600,
		"monthly_forecast_micros": forecast,
		"complete": complete,
	},
}

test_the_budget_itself_passes if {
	policy.pass == {"deployment"} with input as request({}, 1000, true)
	policy.fail == set() with input as request({}, 1000, true)
	policy.skip == set() with input as request({}, 1000, true)
}

test_a_millionth_more_fails if {
	every complete in [true, false] {
		policy.pass == set() with input as request({}, 1001, complete)
		policy.fail == {{
			"resource": "deployment",
			"path": ["spending", "monthly_forecast_micros"],
			"expected": {"at_most": 1000},
			"received": 1001,
		}} with input as request({}, 1001, complete)
	}
}

test_a_percentage_of_the_budget_is_rounded_down if {
	asked := object.union(request({"percent": 85}, 851, true), {"project": {"monthly_budget_micros": 1001}})
	policy.pass == set() with input as asked
	some violation in policy.fail with input as asked
	violation.expected == {"at_most": 850}
	policy.pass == {"deployment"} with input as request({"percent": 85}, 850, true)
	policy.pass == {"deployment"} with input as request({"percent": 110}, 1100, true)
}

test_what_is_not_wholly_known_does_not_pass if {
	policy.pass == set() with input as request({}, 900, false)
	policy.fail == set() with input as request({}, 900, false)
}

test_what_adds_nothing_passes_over_the_budget_and_without_every_price_too if {
	every forecast in [599, 600] {
		every complete in [true, false] {
			policy.pass == {"deployment"} with input as request({"percent": 10}, forecast, complete)
			policy.fail == set() with input as request({"percent": 10}, forecast, complete)
		}
	}
	policy.pass == set() with input as request({"percent": 10}, 601, true)
	count(policy.fail) == 1 with input as request({"percent": 10}, 601, true)
}

test_what_nobody_has_counted_is_in_no_set if {
	every gone in ["/spending", "/spending/monthly_forecast_micros"] {
		asked := json.patch(request({}, 100, true), [{"op": "remove", "path": gone}])
		policy.pass == set() with input as asked
		policy.fail == set() with input as asked
		policy.skip == set() with input as asked
	}
}

test_a_project_without_a_budget_is_passed_over if {
	every forecast in [500, 5000] {
		asked := json.patch(request({}, forecast, true), [{"op": "remove", "path": "/project/monthly_budget_micros"}])
		policy.skip == {"deployment"} with input as asked
		policy.pass == set() with input as asked
		policy.fail == set() with input as asked
	}
}

test_it_answers_only_where_it_is_asked if {
	every asked in [request({}, 500, true), request({}, 5000, true), object.remove(request({}, 500, true), ["project"])] {
		nobody := object.union(asked, {"bound": {"cost.budget": [{"parameters": {}, "subjects": []}]}})
		policy.pass == set() with input as nobody
		policy.fail == set() with input as nobody
		policy.skip == set() with input as nobody
	}
}
