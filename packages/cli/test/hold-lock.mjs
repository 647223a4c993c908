// Holds a database open for writing until its standard input ends: the other process of the tests.
import { openStore } from '@portcullis/core';

const store = await openStore({ url: `file:${process.argv[2]}` });
process.stdout.write('held\n');
for await (const _ of process.stdin);
await store.close();
