import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStore } from '@portcullis/core';
import { createPolicyTools } from '@portcullis/policies';
import { closeToolbox } from '@portcullis/rego';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasPostgres, PostgresServer } from '../contracts/postgres-server.js';
import { fewPolicy } from './tenant-policy-texts.js';
import { okay, world } from './world.js';

const script = fileURLToPath(new URL('tenant-decider.mjs', import.meta.url));

describe.skipIf(!hasPostgres)('two processes on one PostgreSQL', () => {
	it('decide by a policy from the moment at which one of them has added it, and the other ends by itself', async () => {
		const server = await PostgresServer.start();
		onTestFinished(() => server.remove());
		const url = await server.newSchema();
		const store = await openStore({ url });
		onTestFinished(() => store.close());
		const policyTools = createPolicyTools();
		onTestFinished(async () => {
			await policyTools.close();
			await closeToolbox();
		});
		const gate = (await world()).gateWith({ store, policyTools });
		const ada = { tenant: 'local', actor: { id: 'ada', source: 'verified' } } as const;
		okay(await gate.createTenant(ada));
		okay(await gate.projects.add(ada, { name: 'shop', provider: 'gcp', region: 'us-central1' }));

		const child = spawn(process.execPath, [script, url, await mkdtemp(join(tmpdir(), 'decider-'))], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		onTestFinished(() => void child.kill());
		const exited = once(child, 'exit');
		const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		const decided = async (): Promise<unknown> => {
			child.stdin.write('decide\n');
			return (await lines.next()).value;
		};

		expect(await decided()).toBe('allow');
		okay(await gate.policies.add(ada, { sources: fewPolicy, allow_untested: true }));
		okay(await gate.bindings.add(ada, { policy: 'custom.few', level: 'hard', parameters: { most: 2 } }));
		expect(await decided()).toBe('deny: vm/web has 3');
		const more = fewPolicy.replace('{resource} has', '{resource} has more than it may:');
		okay(await gate.policies.add(ada, { sources: more, allow_untested: true }));
		expect(await decided()).toBe('deny: vm/web has more than it may: 3');
		child.stdin.end();
		expect(await exited).toEqual([0, null]);
	});
});
