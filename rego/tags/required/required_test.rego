package policies.tags.required_test

import rego.v1

import data.policies.tags.required as policy

request(wanted, tags) := {
	"bound": {"tags.required": [{"parameters": {"tags": wanted}, "subjects": ["vm/web"]}]},
	"resources": {"vm/web": {"tags": tags}, "vm/other": {"tags": {}}, "vm/tagged": {"tags": {"owner": "ada", "cost": "cc-1234", "stage": "live"}}},
}

passes(wanted, tags) if {
	policy.pass == {"vm/web"} with input as request(wanted, tags)
	policy.fail == set() with input as request(wanted, tags)
}

fails(wanted, tags, key, pattern, received) if {
	policy.pass == set() with input as request(wanted, tags)
	policy.fail == {{
		"resource": "vm/web",
		"path": ["tags", key],
		"expected": {"tag_like": pattern},
		"received": received,
	}} with input as request(wanted, tags)
}

test_all_tags_that_are_wanted_pass if passes({"owner": ".+", "cost": "cc-[0-9]{4}"}, {"owner": "ada", "cost": "cc-1234"})

test_further_tags_do_no_harm if passes({"owner": ".+"}, {"owner": "ada", "team": "web"})

test_a_tag_that_is_not_there_fails if {
	fails({"owner": ".+", "cost": ".+"}, {"owner": "ada"}, "cost", ".+", "no such tag")
}

test_an_empty_value_is_not_any_value if fails({"owner": ".+"}, {"owner": ""}, "owner", ".+", "")

test_the_whole_value_must_fit if {
	every value in ["cc-12345", "xcc-1234", "cc-123"] {
		fails({"cost": "cc-[0-9]{4}"}, {"cost": value}, "cost", "cc-[0-9]{4}", value)
	}
}

test_both_ends_hold_for_each_part_of_a_choice if {
	passes({"stage": "live|test"}, {"stage": "live"})
	fails({"stage": "live|test"}, {"stage": "lively"}, "stage", "live|test", "lively")
	fails({"stage": "live|test"}, {"stage": "contest"}, "stage", "live|test", "contest")
}

test_a_pattern_that_cannot_be_read_fits_nothing_and_is_named if {
	every pattern in ["[a-", "live)|(test"] {
		policy.pass == set() with input as request({"stage": pattern}, {"stage": "lively"})
		some failure in policy.fail with input as request({"stage": pattern}, {"stage": "lively"})
		failure.expected == {"tag_like_a_pattern_but_this_is_none": pattern}
	}
}

test_a_tag_is_found_by_its_own_key_only if fails({"owner": ".+"}, {"Owner": "ada"}, "owner", ".+", "no such tag")

test_tags_that_are_not_known_are_in_no_set if {
	asked := {
		"bound": {"tags.required": [{"parameters": {"tags": {"owner": ".+"}}, "subjects": ["vm/web"]}]},
		"resources": {"vm/web": {"kind": "vm"}},
	}
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}
