import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const rooms = ['rego', 'core', 'policies', 'providers', 'cli'];

// Files of a room share a process and what it has loaded: importing it anew for each file took a third of all the time.
const isolate = false;

export default defineConfig({
	test: {
		// CI reads the report to hold skipped tests to the list of those that may be.
		...(process.env.PORTCULLIS_REPORT === undefined
			? {}
			: { reporters: ['default', 'json'], outputFile: { json: process.env.PORTCULLIS_REPORT } }),
		projects: [
			...rooms.map((name) => ({
				test: {
					name,
					root: `packages/${name}`,
					...(name === 'cli'
						? { globalSetup: fileURLToPath(new URL('packages/cli/test/temporary-folder.ts', import.meta.url)) }
						: {}),
					include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 60_000,
					isolate,
				},
			})),
			{
				test: {
					name: 'across',
					root: 'test',
					include: ['**/*.test.ts'],
					testTimeout: 120_000,
					hookTimeout: 120_000,
					isolate,
				},
			},
		],
	},
});
