package policies.change.freeze_test

import rego.v1

import data.policies.change.freeze as policy

holidays := {"name": "holidays", "starts_at": 1000, "ends_at": 2000, "ends": "Monday 2027-01-04 08:00 (Europe/Berlin)"}

nights := {"name": "nights", "starts_at": 1500, "ends_at": 1700, "ends": "Friday 2027-01-01 06:00 (Europe/Berlin)"}

request(now, parameters, windows) := {
	"bound": {"change.freeze": [{"parameters": parameters, "subjects": ["deployment"]}]},
	"now": now,
	"action": "modify",
	"actor": {"roles": ["CloudUser"]},
	"windows": {"change.freeze": [windows]},
}

passes(asked) if {
	policy.pass == {"deployment"} with input as asked
	policy.fail == set() with input as asked
}

violation(window) := {
	"resource": "deployment",
	"path": ["now"],
	"expected": {"after": window.ends},
	"received": window.name,
}

fails(asked, windows) if {
	policy.pass == set() with input as asked
	policy.fail == {violation(window) | some window in windows} with input as asked
}

test_before_its_first_moment_and_from_the_moment_after_its_last_it_passes if {
	every now in [999, 2000] {
		passes(request(now, {}, [holidays]))
	}
}

test_in_a_window_it_fails_with_its_name_and_its_end if {
	every now in [1000, 1999] {
		fails(request(now, {}, [holidays]), [holidays])
	}
}

test_in_several_windows_each_is_named if {
	fails(request(1600, {}, [nights, holidays]), [nights, holidays])
	fails(request(1700, {}, [nights, holidays]), [holidays])
}

test_windows_that_are_all_over_freeze_nothing if passes(request(1600, {}, []))

test_windows_that_nobody_worked_out_are_no_pass if {
	asked := object.union(request(1600, {}, []), {"windows": {}})
	gone := json.patch(asked, [{"op": "remove", "path": "/windows"}])
	every each in [gone, json.patch(asked, [{"op": "add", "path": "/windows/change.freeze", "value": []}])] {
		policy.pass == set() with input as each
		policy.fail == set() with input as each
	}
}

test_what_may_be_done_all_the_same_passes if {
	passes(request(1600, {"except_actions": ["create", "modify"]}, [holidays]))
	passes(request(2000, {"except_actions": ["create", "modify"]}, [holidays]))
	fails(request(1600, {"except_actions": ["create", "delete"]}, [holidays]), [holidays])
}

test_who_may_change_things_all_the_same_passes if {
	passes(request(1600, {"except_roles": ["CloudAdmin", "CloudUser"]}, [holidays]))
	fails(request(1600, {"except_roles": ["CloudAdmin"]}, [holidays]), [holidays])
}

test_of_two_bindings_each_has_its_own_windows if {
	bound := [
		{"parameters": {"except_roles": ["CloudUser"]}, "subjects": []},
		{"parameters": {}, "subjects": ["deployment"]},
	]
	asked := object.union(request(1600, {}, []), {
		"bound": {"change.freeze": bound},
		"windows": {"change.freeze": [[holidays], [nights]]},
	})
	fails(asked, [nights])
	passes(object.union(asked, {"now": 1800}))
}

test_it_answers_only_where_it_is_asked if {
	every now in [500, 1600] {
		every parameters in [{}, {"except_actions": ["modify"]}] {
			asked := object.union(
				request(now, {}, [holidays]),
				{"bound": {"change.freeze": [{"parameters": parameters, "subjects": []}]}},
			)
			policy.pass == set() with input as asked
			policy.fail == set() with input as asked
		}
	}
}
