package policies.security.backups_test

import rego.v1

import data.policies.security.backups as policy

standing := {"enabled": true, "retention_days": 7, "point_in_time": false}

request(parameters, changes) := {
	"bound": {"security.backups": [{"parameters": parameters, "subjects": ["database/main"]}]},
	"resources": {
		"database/main": {"backups": object.union(standing, changes)},
		"database/other": {"backups": {"enabled": false}},
		"database/another": {"backups": object.union(standing, {"retention_days": 35, "point_in_time": true})},
	},
}

passes(parameters, changes) if {
	policy.pass == {"database/main"} with input as request(parameters, changes)
	policy.fail == set() with input as request(parameters, changes)
}

fails(parameters, changes, path, expected, received) if {
	policy.pass == set() with input as request(parameters, changes)
	policy.fail == {{
		"resource": "database/main",
		"path": ["backups", path],
		"expected": expected,
		"received": received,
	}} with input as request(parameters, changes)
}

test_seven_days_pass_where_nothing_else_is_said if passes({}, {})

test_six_days_fail_where_nothing_else_is_said if {
	fails({}, {"retention_days": 6}, "retention_days", {"at_least": 7}, 6)
}

test_the_days_of_the_binding_hold if {
	passes({"retention_days": 3}, {"retention_days": 3})
	fails({"retention_days": 14}, {"retention_days": 13}, "retention_days", {"at_least": 14}, 13)
}

test_no_backups_fail_and_nothing_else_is_said_of_them if {
	fails({"point_in_time": true}, {"enabled": false, "retention_days": 1}, "enabled", true, false)
	fails({"point_in_time": true}, {"enabled": false}, "enabled", true, false)
}

test_too_few_days_fail_and_nothing_is_said_of_moments if {
	fails({"point_in_time": true}, {"retention_days": 6}, "retention_days", {"at_least": 7}, 6)
}

test_every_moment_is_wanted_only_where_the_binding_says_so if {
	passes({"point_in_time": false}, {})
	passes({"point_in_time": false}, {"point_in_time": true})
	passes({"point_in_time": true}, {"point_in_time": true})
	fails({"point_in_time": true}, {}, "point_in_time", true, false)
}

test_backups_that_are_not_known_are_in_no_set if {
	asked := {
		"bound": {"security.backups": [{"parameters": {}, "subjects": ["database/main"]}]},
		"resources": {"database/main": {"kind": "database"}},
	}
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}

test_what_is_known_of_backups_in_part_does_not_pass if {
	every field in ["enabled", "retention_days"] {
		asked := json.remove(request({}, {}), [concat("/", ["resources/database~1main/backups", field])])
		policy.pass == set() with input as asked
		policy.fail == set() with input as asked
	}
	silent := json.remove(request({"point_in_time": true}, {}), ["resources/database~1main/backups/point_in_time"])
	policy.pass == set() with input as silent
	policy.fail == set() with input as silent
}
