import { defineConfig } from 'vitest/config';

const rooms = ['rego', 'core', 'policies', 'providers', 'discord', 'cli'];

// Files of a room share a process and what it has loaded: importing it anew for each file took a third of all the time.
const isolate = false;

// How often each fault is tried; .ci/run and .ci/full try more often.
const rounds = process.env.PORTCULLIS_FAULT_ROUNDS ?? '1';
const env = { PORTCULLIS_FAULT_ROUNDS: rounds };

export default defineConfig({
	test: {
		// vitest leaves a processor to its own process, which mostly waits.
		maxWorkers: '100%',
		globalSetup: './test/temporary-folder.ts',
		// CI reads the report to hold skipped tests to the list of those that may be.
		...(process.env.PORTCULLIS_REPORT === undefined
			? {}
			: { reporters: ['default', 'json'], outputFile: { json: process.env.PORTCULLIS_REPORT } }),
		projects: [
			...rooms.map((name) => ({
				test: {
					name,
					root: `packages/${name}`,
					include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 60_000,
					isolate,
					env,
				},
			})),
			{
				test: {
					name: 'across',
					root: 'test',
					include: ['**/*.test.ts'],
					// Long enough for two loaded processors: it ends what hangs, and judges nothing by its time.
					testTimeout: 120_000 + 30_000 * Number(rounds),
					hookTimeout: 120_000,
					isolate,
					env,
				},
			},
		],
	},
});
