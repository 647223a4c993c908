import { expect, test } from 'vitest';
import { botWorld } from './bot-world.js';

test('try', async () => {
	const { fake, ada, log, lobby, person } = await botWorld();
	const ben = await person('ben', 'CloudUser');
	const asked = await ben.slash('cloud-deploy', { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' });
	console.log(asked.text);
	const help = await ben.slash('cloud-help');
	const over = await ben.slash('cloud-deploy', { project: 'shop', kind: 'vm', name: 'big', size: 'n2-standard-32' });
	const clicked = await ben.click(lobby(), 'Approve');
	console.log(clicked.kind, (await clicked.followUp()).text);
	console.log(fake.channel('ops').transcript({ as: 'ben' }));
	console.log(log.join('\n'));
});
