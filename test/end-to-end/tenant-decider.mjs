// Another process on the same database: for each line that it reads it decides one request, and says what came of it.
import { createInterface } from 'node:readline';
import { createGate, openStore } from '../../packages/core/dist/index.js';
import { createPolicyTools } from '../../packages/policies/dist/index.js';
import { parts } from '../faults/gate-parts.mjs';

const [url, terraformRoot] = process.argv.slice(2);
const policyTools = createPolicyTools();
const store = await openStore({ url });
const gate = createGate({ ...parts, store, policyTools, terraformRoot });
const caller = { tenant: 'local', actor: { id: 'ada', source: 'verified' } };
for await (const _line of createInterface({ input: process.stdin })) {
	const resources = [{ kind: 'vm', name: 'web', size: 'e2-small', count: 3 }];
	const previewed = await gate.preview(caller, { project: 'shop', resources });
	const { answer, violations } = previewed.value[0].decision;
	process.stdout.write(`${[answer, ...violations.map(({ message }) => message)].join(': ')}\n`);
}
// Neither the threads of policies nor the compiler's keep the process: it ends by itself.
await store.close();
