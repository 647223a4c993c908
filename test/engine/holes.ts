import * as opaModule from '@open-policy-agent/opa-wasm';
import { type Bundle, createEngine, type DecideInput } from '@portcullis/core';
import { compile } from '@portcullis/rego';
import { bound, bundleOf, creation, each, given, nobody, passing, policy, saying, vm } from './fixtures.js';

const usual = `package usual

import rego.v1

deny contains address if {
	some address, resource in input.resources
	resource.public_ip
}

deny contains "forbidden by data" if data.forbidden[input.tenant]

default allow := false

allow if count(deny) == 0

quotient := 1 / input.zero

two := 1 if input.tenant

two := 2 if input.tenant

kept := input.number

clock := time.now_ns() if input.clock
`;

const private_only = policy(
	'private_only',
	`pass contains subject if {
	${each('private_only')}
	not input.resources[subject].public_ip
}

fail contains {"resource": subject, "path": ["public_ip"], "expected": false, "received": true} if {
	${each('private_only')}
	input.resources[subject].public_ip
}
`,
);

const trapping = (name: string, when = 'true') =>
	policy(
		name,
		`answer := "one" if ${when}

answer := "two" if ${when}

pass contains subject if {
	${each(name)}
	answer == "one"
}

${nobody('fail')}`,
	);

// Its types name what its CommonJS build exports; what an ES module gets is that object as its default.
const opa = (opaModule as unknown as { readonly default: typeof opaModule }).default;

interface Bare {
	evaluate(input: unknown, entrypoint?: string | number): { result: unknown }[];
	setData(data: unknown): void;
}

async function moduleOf(path: string, text: string, entrypoints: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
	const compiled = await compile({ [path]: text }, { entrypoints });
	if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.errors));
	return compiled.wasm;
}

/** The usual policy; it needs a clock, which the npm evaluator does not have. */
export const usualModule = await moduleOf('usual.rego', usual, [
	'usual/allow',
	'usual/quotient',
	'usual/two',
	'usual/kept',
	'usual/clock',
]);

/** A module that has nothing to do with us. */
export const otherModule = await moduleOf('other.rego', 'package other\n\nimport rego.v1\n\nyes if input.x\n', [
	'other/yes',
]);

export const bundle: Bundle = await bundleOf({
	private_only,
	conflict: trapping('conflict'),
	conflict_too: trapping('conflict_too'),
	fine: passing('fine'),
	quotient: policy(
		'quotient',
		`pass contains subject if {\n\t${each('quotient')}\n\tsome id in ["none"]\n\t1 / input.quotas[id].used >= 0\n}\n\n${nobody('fail')}`,
	),
	division: policy(
		'division',
		`pass contains subject if {\n\t${each('division')}\n\t1 / (input.now - input.now) >= 0\n}\n\n${nobody('fail')}`,
	),
	no_fail: policy('no_fail', `pass contains subject if {\n\t${each('no_fail')}\n}\n`).replace(
		'pass contains',
		'passes contains',
	),
	greedy: policy(
		'greedy',
		`pass contains subject if {\n\t${each('greedy')}\n\tcount({[a, b] | some a in numbers.range(1, 3000); some b in numbers.range(1, 1000)}) > 0\n}\n\n${nobody('fail')}`,
	),
	says: saying('says'),
});

export const engine = createEngine(bundle);

export function bareOf(wasm: Uint8Array<ArrayBuffer>, memory: object = {}): Bare {
	return opa.loadPolicySync(wasm, memory) as unknown as Bare;
}

/** The bare evaluator with the usual policy. */
export const bare = (memory?: object): Bare => bareOf(usualModule, memory);
/** What the bare evaluator says of an input. */
export const allowed = (input: unknown) => bare().evaluate(input, 'usual/allow')[0]?.result;

/** Decides something that no compiler would let through. */
export function decide(input: unknown) {
	return engine.decide(input as DecideInput).then(({ decision }) => decision);
}

/** A machine that the policies refuse. */
export const open = creation(vm('web', { public_ip: true }));
export const refusing = () => given([bound('test.private_only')], { deployment: open });
