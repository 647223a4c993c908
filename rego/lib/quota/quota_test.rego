package lib.quota_test

import rego.v1

import data.lib.quota

asked(changes) := {"quotas": {"q": object.union(
	{"measure": "vcpu_milli", "limit": 10, "used": 4, "reserved": 3, "requested": 3},
	changes,
)}}

test_what_comes_to_the_limit_fits if {
	quota.after("q") == 10 with input as asked({})
	quota.fits("q", 10) with input as asked({})
	not quota.violation("q", 10) with input as asked({})
}

test_what_comes_to_more_does_not_fit_and_is_a_violation if {
	not quota.fits("q", 10) with input as asked({"requested": 4})
	quota.violation("q", 10) == {
		"resource": "q",
		"path": ["quotas", "q", "vcpu_milli"],
		"expected": {"at_most": 10},
		"received": 11,
	} with input as asked({"requested": 4})
}

test_what_adds_nothing_fits_over_any_limit if {
	quota.adds_nothing("q") with input as asked({"requested": 0})
	not quota.adds_nothing("q") with input as asked({"requested": 1})
	quota.fits("q", 1) with input as asked({"requested": 0})
	quota.fits("q", 1) with input as asked({"requested": -2})
	not quota.violation("q", 1) with input as asked({"requested": 0})
}

test_a_limit_that_was_not_set_is_none if {
	quota.limit("q") == 10 with input as asked({})
	not quota.limit("q") with input as asked({"limit": null})
}

test_what_is_not_known_is_not_judged if {
	unknown := json.remove(asked({}), ["quotas/q/requested"])
	not quota.fits("q", 10) with input as unknown
	not quota.violation("q", 10) with input as unknown
	not quota.adds_nothing("q") with input as unknown
}
