// Opens a store each time it is told `open URL`, and says `open` or the error; `close` closes it.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openStore } from '../../packages/core/dist/store/open-store.js';

// Everything is loaded before the first line is read, so that several of these open at the same moment.
await (await openStore({ url: 'memory:' })).close();
writeSync(1, 'ready\n');

let store;
for await (const line of createInterface({ input: process.stdin })) {
	const [command, url] = line.split(' ');
	try {
		if (command === 'open') store = await openStore({ url });
		if (command === 'close') await store.close();
		writeSync(1, `${command}\n`);
	} catch (error) {
		writeSync(1, `${error.code} ${error.message}\n`);
	}
}
