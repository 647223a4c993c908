import { readdir, readFile } from 'node:fs/promises';
import { createEngine, type Decision, type Engine, type Plan } from '@portcullis/core';
import { defaultBundle } from '@portcullis/policies';
import { describe, expect, it } from 'vitest';
import { deniedOf, okay, refusedWith, sessionOf, vm, wants, world } from './world.js';

// Everything that says yes asks the engine, each time: who takes the engine's yes away takes every yes away.
const real = createEngine(await defaultBundle());

const no = (decision: Decision): Decision => ({
	...decision,
	answer: 'deny',
	code: 'POLICY_VIOLATION',
	requirements: [],
});

const unmapped: Plan['unmapped'][number] = {
	...{ address: 'random_id.a', type: 'random_id', provider_name: 'random', action: 'create' },
	...{ reason: 'no kind of it', region: null },
};

const emptyPlan: Plan = {
	...{ kind: 'plan', format_version: '1.2', terraform_version: null, code: 'NO_CHANGES' },
	...{ blocks: [], changes: [], unmapped: [], drift: [], module_folders: {}, warnings: [] },
};

/** The real engine, which counts how often it is asked, and says no while it is told to. */
interface Watched {
	readonly engine: Engine;
	asked: number;
	denies: boolean;
}

function watched(): Watched {
	const made: Watched = {
		asked: 0,
		denies: false,
		engine: {
			...real,
			async decide(given) {
				made.asked++;
				const { decision, record } = await real.decide(given);
				return { decision: made.denies ? no(decision) : decision, record };
			},
		},
	};
	return made;
}

describe('no path to a deployment', () => {
	it('passes an engine that says no: not a preview, not a request, not an approval, not one repeated', async () => {
		const watch = watched();
		const { gate, ada } = await world({ engine: watch.engine });
		const request = wants(vm('web'));
		const { session } = sessionOf(await gate.request(ada, request));
		watch.denies = true;
		expect(okay(await gate.preview(ada, [request, request]))).toMatchObject([
			{ decision: { answer: 'deny' } },
			{ decision: { answer: 'deny' } },
		]);
		expect(deniedOf(await gate.request(ada, request)).answer).toBe('deny');
		for (const caller of [ada, { ...ada, request_id: 'click' }, { ...ada, request_id: 'click' }]) {
			refusedWith(await gate.approve(caller, session.id, session.subject_digest), 'DECISION_DENIED');
		}
		const plan = { ...emptyPlan, code: 'CHANGES' as const, unmapped: [unmapped] };
		expect(okay(await gate.checkPlan(ada, { plan, project: 'shop' })).decision.answer).toBe('deny');
		await gate.sweep();
		expect(okay(await gate.show(ada, session.id)).session.status).toBe('open');
		expect(okay(await gate.resources(ada))).toEqual([]);
	});

	it('takes an answer of before for one of now: each asks anew', async () => {
		const watch = watched();
		const { gate, ada, actor } = await world({ engine: watch.engine });
		okay(
			await gate.bindings.add(ada, {
				policy: 'naming.pattern',
				level: 'soft',
				parameters: { pattern: '^x' },
				quorum: 2,
			}),
		);
		const [ben, eve] = [await actor('ben', { role: 'CloudAdmin' }), await actor('eve', { role: 'CloudAdmin' })];
		const counted = async (act: () => Promise<unknown>) => {
			const before = watch.asked;
			await act();
			return watch.asked - before;
		};
		const request = wants(vm('web'));
		expect(await counted(() => gate.preview(ada, [request, wants(vm('app'))]))).toBe(2);
		let id = '';
		expect(
			await counted(async () => {
				id = sessionOf(await gate.request(ada, request)).session.id;
			}),
		).toBe(1);
		expect(await counted(() => gate.approve(ben, id))).toBe(1);
		expect(await counted(async () => okay(await gate.approve(eve, id)))).toBe(1);
		expect(okay(await gate.show(ada, id)).session.status).toBe('completed');
	});
});

describe('in the sources', () => {
	const packages = new URL('../../packages/', import.meta.url);
	const sources = async (): Promise<readonly (readonly [string, string])[]> => {
		const paths = (await readdir(packages, { recursive: true })).filter(
			(path) => /^[a-z]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'),
		);
		return Promise.all(paths.map(async (path) => [path, await readFile(new URL(path, packages), 'utf8')] as const));
	};
	const holding = async (pattern: RegExp) =>
		(await sources()).filter(([, text]) => pattern.test(text)).map(([path]) => path);

	it('one place makes an answer into a yes', async () => {
		expect(await holding(/\['allow', 'ALLOWED'\]/)).toEqual(['core/src/engine/merge.ts']);
		// Without a comment that shows one; the preview of several requests says the worst of their answers, and a suggestion
		// the one that deciding gave it. A plan that changes nothing is allowed without one, and conftest's policies decide
		// nothing here.
		expect((await holding(/^(?! \*).*(answer: |answer = |\? |return |: )'allow'/m)).sort()).toEqual([
			'cli/src/actions/preview.ts',
			'cli/src/conftest/conftest-report.ts',
			'core/src/explain/find-suggestions.ts',
			'core/src/explain/suggestion.ts',
			'core/src/plan/check-plan.ts',
		]);
	});

	it('one place merges answers, for decisions and replays alike, and nothing of the gate reaches behind it', async () => {
		expect((await holding(/\bmerge\(/)).filter((path) => path.startsWith('core/'))).toEqual([
			'core/src/engine/merge.ts',
			'core/src/engine/reach-verdict.ts',
		]);
		expect((await holding(/\breachVerdict\(/)).sort()).toEqual([
			'core/src/engine/engine.ts',
			'core/src/engine/reach-verdict.ts',
			'core/src/engine/replay-record.ts',
		]);
		expect(
			(await holding(/reach-verdict\.js|replay-record\.js|\/merge\.js/)).filter((path) => /\/gate\//.test(path)),
		).toEqual(['core/src/gate/replay-row.ts']);
	});
});
