package custom.database_engine_test

import rego.v1

import data.custom.database_engine

asking(resource) := {
	"bound": {"custom.database_engine": [{"parameters": {"engines": ["postgres"]}, "subjects": ["database/orders"]}]},
	"resources": {"database/orders": resource},
}

test_an_engine_of_the_list_passes if {
	asked := asking({"engine": "postgres"})
	database_engine.pass == {"database/orders"} with input as asked
	database_engine.fail == set() with input as asked
}

test_another_engine_fails_with_the_list if {
	asked := asking({"engine": "mysql"})
	database_engine.pass == set() with input as asked
	database_engine.fail == {{
		"resource": "database/orders",
		"path": ["engine"],
		"expected": {"one_of": ["postgres"]},
		"received": "mysql",
	}} with input as asked
}

test_an_engine_that_is_not_known_gets_no_answer if {
	asked := asking({"unknown": ["engine"]})
	database_engine.pass == set() with input as asked
	database_engine.fail == set() with input as asked
}
