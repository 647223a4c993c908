// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Lazy, TerraformResource, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { createProviders } from '../create-providers.js';
import { withoutStackTraces } from './stack-traces.js';
import { synthesizeDocument } from './synthesize.js';
import { withOwnTokens } from './token-table.js';

interface Tokens {
	readonly stringTokenMap: Map<string, unknown>;
	readonly numberTokenMap: Map<number, unknown>;
}
const tokens = () => (globalThis as unknown as { __cdktfTokenMap: Tokens }).__cdktfTokenMap;
const clouds = createProviders();

it('cdktf still takes its stack traces from the place where we stop them', () => {
	const make = () => Lazy.anyValue({ produce: () => '' }).creationStack;
	const traced = Token.asAny('x').creationStack.length + make().length;
	expect(traced).toBeGreaterThan(2);
	expect(withoutStackTraces(() => Token.asAny('x').creationStack)).toEqual([]);
	expect(withoutStackTraces(make)).toEqual([]);
	expect(Token.asAny('x').creationStack.length + make().length).toBe(traced);
});

it('a synthesis leaves no token behind, and those of the program around it as they were', async () => {
	const mine = Token.asString({ resolve: () => 'mine', creationStack: [], toString: () => '' });
	const before = tokens().stringTokenMap.size;
	for (const cloud of clouds) await cloud.synthesize(exampleProject(cloud.id), [exampleVm(cloud.id)]);
	expect(tokens().stringTokenMap.size).toBe(before);
	expect(new TerraformStack(new Construct(undefined as unknown as Construct, ''), 's').node.children).toEqual([]);
	expect(Token.isUnresolved(mine)).toBe(true);
	expect([...tokens().stringTokenMap.values()].length).toBe(before);
});

it('tokens are put back when a synthesis fails', () => {
	const { stringTokenMap } = tokens();
	expect(() =>
		synthesizeDocument(() => {
			throw new Error('broken');
		}),
	).toThrowError('broken');
	expect(tokens().stringTokenMap).toBe(stringTokenMap);
});

it('a synthesis that would let another run in between is refused', () => {
	expect(() => withOwnTokens(async () => 1)).toThrowError(/synchronous/);
});

it('a hidden template in what a construct writes is found by the audit', () => {
	class Bad extends TerraformResource {
		static readonly tfResourceType = 'bad';
		constructor(scope: Construct, id: string) {
			super(scope, id, { terraformResourceType: 'bad' });
		}
		protected override synthesizeAttributes() {
			return { path: '${path.cwd}' };
		}
	}
	expect(() => synthesizeDocument((scope) => void scope.add(Bad, 'bad_one' as never, {}))).toThrowError(
		/bad\.bad_one\.path/,
	);
});

it.each(clouds.map(({ id }) => id))(
	'on %s the same input gives the same bytes, in any order and environment',
	async (id) => {
		const cloud = clouds.find((other) => other.id === id);
		const vms = ['b', 'a', 'c'].map((name) => ({ ...exampleVm(id), name, count: 2 }));
		const once = JSON.stringify(await cloud?.synthesize(exampleProject(id), vms));
		expect(JSON.stringify(await cloud?.synthesize(exampleProject(id), vms))).toBe(once);
		expect(JSON.stringify(await cloud?.synthesize(exampleProject(id), [...vms].reverse()))).toBe(once);
		const names = [
			'SYNTH_HCL_OUTPUT',
			'CDKTF_OUTDIR',
			'CDKTF_CONTEXT_JSON',
			'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS',
			'CDKTF_DISABLE_PLUGIN_CACHE_ENV',
			'TERRAFORM_BINARY_NAME',
		];
		const folder = process.cwd();
		try {
			for (const name of names)
				process.env[name] = name === 'CDKTF_CONTEXT_JSON' ? '{"excludeStackIdFromLogicalIds":"true"}' : 'true';
			process.chdir('/');
			expect(JSON.stringify(await cloud?.synthesize(exampleProject(id), vms))).toBe(once);
		} finally {
			process.chdir(folder);
			for (const name of names) delete process.env[name];
		}
		expect(once).not.toContain(folder);
		expect(once).not.toContain('"//"');
	},
);

it('the heap is flat over 1,000 syntheses', async () => {
	const [gcp] = clouds;
	const run = async (times: number) => {
		for (let round = 0; round < times; round += 1) {
			await gcp?.synthesize(
				exampleProject('gcp'),
				[1, 2].map((index) => ({ ...exampleVm('gcp'), name: `vm-${index}` })),
			);
		}
		return heldMegabytes();
	};
	const warm = await run(100);
	const after = await run(1000);
	// A leak of cdktf's tokens alone is 23 MB here.
	expect(after - warm).toBeLessThan(5);
}, 60_000);

function heldMegabytes(): number {
	// Node hands out its garbage collector on request, also after the start.
	setFlagsFromString('--expose-gc');
	const collect: () => void = runInNewContext('gc');
	collect();
	return getHeapStatistics().used_heap_size / 1e6;
}
