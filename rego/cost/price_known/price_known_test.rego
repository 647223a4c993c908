package policies.cost.price_known_test

import rego.v1

import data.policies.cost.price_known

request(cost) := {
	"bound": {"cost.price_known": [{"parameters": {}, "subjects": ["vm/web"]}]},
	"resources": {
		"vm/web": {"cost": cost},
		"vm/priced": {"cost": {"hourly_micros": 1, "complete": true, "unknown": []}},
		"vm/other": {"cost": {"hourly_micros": 1, "complete": false, "unknown": ["vm"]}},
	},
}

test_a_complete_price_passes if {
	asked := request({"hourly_micros": 5, "complete": true, "unknown": []})
	price_known.pass == {"vm/web"} with input as asked
	price_known.fail == set() with input as asked
}

test_an_unknown_part_fails_and_is_named if {
	asked := request({"hourly_micros": 5, "complete": false, "unknown": ["disk"]})
	price_known.pass == set() with input as asked
	price_known.fail == {{
		"resource": "vm/web",
		"path": ["cost", "unknown"],
		"expected": {"one_of": ["priced", "free"]},
		"received": ["disk"],
	}} with input as asked
}
