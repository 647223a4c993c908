import { z } from 'zod';
import { defineTemplate } from './define-template.js';

/** A bucket for the files of a site, and one for its logs. */
export const staticSite = defineTemplate({
	name: 'static-site',
	title: 'Files of a web site',
	description:
		'A bucket with versions for the files of a site, private unless asked for otherwise, and a private bucket for logs, which are deleted after a while. A content network or a server of your own delivers the private files.',
	parameters: {
		public: z.boolean().default(false).describe('whether anybody may read the files directly'),
		keep_logs_days: z.int().min(1).max(3650).default(90).describe('after how many days logs are deleted'),
	},
	resources: ({ name, public: public_access, keep_logs_days }) => {
		return [
			{ kind: 'storage', name: `${name}-site`, public_access },
			{ kind: 'storage', name: `${name}-logs`, expire_after_days: keep_logs_days },
		];
	},
});
