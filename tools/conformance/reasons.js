/** Why a case may not pass. A case in expected.json names one of these. */
export const reasons = {
	'native error':
		'The case wants the error of a built-in that OPA compiles into the module. Such a built-in is never asked of the host, and in WebAssembly it has no errors: the call is undefined, strict or not.',
	'native value':
		"OPA's own library inside the module computes otherwise than its interpreter: a number past what it can count to, or a reference through a base document that is not an object.",
	'reaches outside':
		'The case calls a built-in that reaches outside of the evaluation (network, names of hosts, environment, chance). Modules that call one are refused.',
	'test only': "The case calls a built-in that only OPA's own test program has.",
};
