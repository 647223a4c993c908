import { expect, it } from 'vitest';
import { world } from './world.js';

const network = { kind: 'network', name: 'main', cidr: '10.0.0.0/16', subnets: [{ name: 'a', cidr: '10.0.0.0/24' }] };
const web = { kind: 'vm', name: 'web', size: 'e2-small', network: 'main', subnet: 'a' };

it('a machine that waits for approval is not written into a network that has gone meanwhile', async () => {
	const { gate, ada } = await world();
	const start = async (request: object) => {
		const asked = await gate.request(ada, { project: 'shop', ...request });
		if (asked.kind === 'refused' || asked.value.kind !== 'session') throw new Error(JSON.stringify(asked));
		return asked.value.view.session;
	};
	const made = await start({ resources: [network] });
	expect(await gate.approve(ada, made.id, made.decision.subject_digest)).toMatchObject({ kind: 'ok' });
	const waiting = await start({ resources: [web] });
	const gone = await start({ action: 'delete', resources: [{ kind: 'network', name: 'main' }] });
	expect(await gate.approve(ada, gone.id, gone.decision.subject_digest)).toMatchObject({ kind: 'ok' });
	expect(await gate.approve(ada, waiting.id, waiting.decision.subject_digest)).toMatchObject({
		kind: 'refused',
		code: 'INPUT_INVALID',
		problems: [{ path: ['vm/web', 'network'] }],
	});
});
