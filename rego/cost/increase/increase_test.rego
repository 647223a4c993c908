package policies.cost.increase_test

import rego.v1

import data.policies.cost.increase as policy

known(monthly) := {"monthly_micros": monthly, "complete": true}

partly(monthly) := {"monthly_micros": monthly, "complete": false}

request(parameters, before, after) := {
	"bound": {"cost.increase": [{"parameters": parameters, "subjects": ["vm/web"]}]},
	"resources": {
		"vm/web": {"before": {"cost": before}, "cost": after},
		"vm/other": {"before": {"cost": known(1)}, "cost": known(9999)},
	},
}

whole(parameters, befores, after) := {
	"bound": {"cost.increase": [{"parameters": parameters, "subjects": ["deployment"]}]},
	"cost": after,
	"resources": {address: {"before": {"cost": cost}, "cost": known(0)} | some address, cost in befores},
}

fails(asked, subject, most, received) if {
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": subject,
		"path": ["cost", "monthly_micros"],
		"expected": {"at_most": most},
		"received": received,
	}} with input as asked
}

passes(asked, subject) if {
	policy.pass == {subject} with input as asked
	policy.fail == set() with input as asked
}

unanswered(asked) if {
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}

test_the_money_allowed_passes_and_a_millionth_more_fails if {
	passes(request({"max_monthly_micros": 50}, known(100), known(150)), "vm/web")
	fails(request({"max_monthly_micros": 50}, known(100), known(151)), "vm/web", 50, 51)
}

test_the_percentage_allowed_passes_and_a_millionth_more_fails if {
	passes(request({"max_percent": 25}, known(103), known(128)), "vm/web")
	fails(request({"max_percent": 25}, known(103), known(129)), "vm/web", 25, 26)
}

test_of_both_the_less_counts if {
	both := {"max_percent": 25, "max_monthly_micros": 10}
	fails(request(both, known(100), known(111)), "vm/web", 10, 11)
	fails(request(both, known(20), known(26)), "vm/web", 5, 6)
	passes(request(both, known(20), known(25)), "vm/web")
}

test_a_binding_that_allows_nothing_or_says_nothing_lets_nothing_become_dearer if {
	every parameters in [{}, {"max_percent": 0}, {"max_monthly_micros": 0}] {
		passes(request(parameters, known(100), known(100)), "vm/web")
		passes(request(parameters, known(100), known(90)), "vm/web")
		fails(request(parameters, known(100), known(101)), "vm/web", 0, 1)
	}
}

test_a_percentage_of_what_is_free_is_nothing if {
	fails(request({"max_percent": 1000}, known(0), known(1)), "vm/web", 0, 1)
	passes(request({"max_percent": 1000}, known(0), known(0)), "vm/web")
}

test_an_unknown_new_price_never_passes_and_fails_where_the_known_part_is_too_much if {
	unanswered(request({"max_percent": 25}, known(100), partly(50)))
	fails(request({"max_percent": 25}, known(100), partly(130)), "vm/web", 25, 30)
}

test_an_unknown_old_price_says_nothing if {
	every before in [partly(10), {}] {
		unanswered(request({"max_percent": 25}, before, known(10)))
		unanswered(request({"max_percent": 25}, before, known(1000)))
		unanswered(whole({"max_percent": 25}, {"vm/a": before, "vm/b": known(10)}, known(5)))
		unanswered(whole({"max_percent": 25}, {"vm/a": before, "vm/b": known(10)}, known(1000)))
	}
}

test_a_deployment_is_judged_by_its_sum if {
	befores := {"vm/a": known(60), "vm/b": known(60)}
	passes(whole({"max_percent": 10}, befores, known(132)), "deployment")
	fails(whole({"max_percent": 10}, befores, known(133)), "deployment", 12, 13)
	unanswered(whole({"max_percent": 10}, befores, partly(130)))
}

test_what_comes_new_beside_a_change_costs_nothing_before if {
	asked := object.union(
		whole({"max_monthly_micros": 30}, {"vm/a": known(60)}, known(95)),
		{"resources": {"vm/b": {"action": "create", "cost": known(35)}}},
	)
	fails(asked, "deployment", 30, 35)
	passes(object.union(asked, {"cost": known(90)}), "deployment")
	unanswered(object.union(asked, {"resources": {"vm/b": {"action": "modify"}}}))
}
