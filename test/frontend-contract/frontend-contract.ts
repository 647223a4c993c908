import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Act, FrontendDriver, Seen } from './frontend-driver.js';

/** What must be seen: this kind, code, status and who is waited for, where they are given, and these words, in any case of letters. */
interface Expected extends Partial<Pick<Seen, 'kind' | 'code' | 'status' | 'waits'>> {
	readonly words?: readonly (string | RegExp)[];
}

const minute = 60_000;
const project = 'shop';

/**
 * One scenario in 25 steps that every front end must pass: what people do, and what each sees of it. Steps build on each
 * other, so the first that fails is the one to look at.
 *
 * @param make opens a front end with an empty tenant
 */
export function frontendContract(name: string, make: () => Promise<FrontendDriver>): void {
	describe(`${name} as a front end`, () => {
		let driver: FrontendDriver;
		let count = 0;

		beforeAll(async () => {
			driver = await make();
			await sees('ada', { do: 'set up' }, { kind: 'done' });
			await sees('ada', { do: 'add project', project }, { kind: 'done' });
			for (const role of ['Finance', 'Security']) {
				await sees('ada', { do: 'add role', role, capabilities: ['can_view', 'can_approve'] }, { kind: 'done' });
			}
			const people = { uma: 'CloudUser', vic: 'CloudViewer', ben: 'CloudAdmin', fay: 'Finance', sam: 'Security' };
			for (const [to, role] of Object.entries({ ...people, sid: 'Security' })) {
				await sees('ada', { do: 'grant', to, role }, { kind: 'done' });
			}
		});

		afterAll(() => driver?.close());

		async function sees(actor: string, act: Act, { words = [], ...expected }: Expected): Promise<Seen> {
			const seen = await driver.act(actor, act);
			expect(seen, seen.text).toMatchObject(expected);
			for (const word of words) {
				const text = typeof word === 'string' ? seen.text.toLowerCase() : seen.text;
				expect(text).toEqual(
					typeof word === 'string' ? expect.stringContaining(word.toLowerCase()) : expect.stringMatching(word),
				);
			}
			return seen;
		}

		const asks = (
			actor: string,
			vm: string,
			expected: Expected,
			size = 'e2-small',
			more: { readonly request_id?: string; readonly region?: string; readonly project?: string } = {},
		) => {
			const { region, ...rest } = more;
			const resource = { kind: 'vm', name: vm, size, ...(region === undefined ? {} : { region }) } as const;
			return sees(actor, { do: 'request', project, resource, ...rest }, expected);
		};

		/** A request that waits for Finance, then Security. */
		const waiting = async (vm: string, size?: string) => {
			const seen = await asks('uma', vm, { kind: 'review' }, size);
			return { session: seen.session ?? '', digest: seen.digest ?? '' };
		};

		const step = (what: string, play: () => Promise<unknown>) => {
			count += 1;
			it(`${count}. ${what}`, play);
		};

		let first = { session: '', digest: '' };

		step('a request that is allowed is shown with its price, and nobody has to approve it', async () => {
			const words = ['vm/web', project, 'e2-micro', 'USD', 'uma'];
			const seen = await asks('uma', 'web', { kind: 'allow', code: 'ALLOWED', words }, 'e2-micro');
			first = { session: seen.session ?? '', digest: seen.digest ?? '' };
		});

		step('whoever asked starts it, and sees the document that was written', async () => {
			const words = ['main.tf.json'];
			await sees('uma', { do: 'approve', ...first }, { kind: 'session', status: 'completed', words });
		});

		step('a project that is not there is refused by its name', async () => {
			const words = ['shpo'];
			await asks('uma', 'db', { kind: 'refused', code: 'PROJECT_UNKNOWN', words }, 'e2-small', { project: 'shpo' });
		});

		step('what somebody may not do is refused, and they see which capability is missing', async () => {
			const act = { do: 'grant', to: 'vic', role: 'CloudUser' } as const;
			await sees('uma', act, { kind: 'refused', code: 'CAPABILITY_MISSING', words: ['can_grant'] });
			const words = ['permissions.capability', 'can_create_vm'];
			await asks('vic', 'own', { kind: 'deny', code: 'POLICY_VIOLATION', words });
		});

		step('input that makes no sense is refused with the field, what was given and what is near it', async () => {
			const words = ['size', 'e2-smal', 'e2-small'];
			await asks('uma', 'api', { kind: 'refused', code: 'INPUT_INVALID', words }, 'e2-smal');
		});

		step('a region that the project does not allow is denied, with those that it does', async () => {
			const words = ['regions.allowed', 'europe-west1', 'us-central1'];
			await asks('uma', 'api', { kind: 'deny', code: 'POLICY_VIOLATION', words }, 'e2-micro', {
				region: 'europe-west1',
			});
		});

		step('a full quota denies, and is shown before and after', async () => {
			await sees('ada', { do: 'limit machines', project, limit: 1 }, { kind: 'done' });
			const words = ['quotas.count', /\b2 of 1\b/];
			await asks('uma', 'api', { kind: 'deny', code: 'POLICY_VIOLATION', words }, 'e2-micro');
			await sees('ada', { do: 'limit machines', project, limit: 20 }, { kind: 'done' });
		});

		step('a price that is not known is called so, is never 0, and does not pass where it must be known', async () => {
			await sees('ada', { do: 'bind', policy: 'cost.price_known', level: 'hard', project }, { kind: 'done' });
			const words = ['cost.price_known', 'unknown', 'a3-megagpu-8g'];
			await asks('ada', 'gpu', { kind: 'deny', code: 'POLICY_VIOLATION', words }, 'a3-megagpu-8g');
		});

		step('a request that people must approve says who, in which order, and until when', async () => {
			const bind = { do: 'bind', policy: 'cost.hourly_limit', level: 'soft', project, max_hourly_usd: '0.01' } as const;
			await sees('ada', { ...bind, owners: ['Finance', 'Security'] }, { kind: 'done' });
			const words = ['cost.hourly_limit', '0.0168', 'Security', 'fay'];
			const waits = ['Finance'];
			const seen = await asks('uma', 'db', { kind: 'review', code: 'NEEDS_APPROVAL', status: 'open', waits, words });
			first = { session: seen.session ?? '', digest: seen.digest ?? '' };
		});

		step("the requester's own approval is refused", async () => {
			await sees(
				'uma',
				{ do: 'approve', ...first },
				{ kind: 'refused', code: 'APPROVER_NOT_ENTITLED', words: ['uma'] },
			);
		});

		step('who approves in the second stage is refused before the first is met', async () => {
			const words = ['Finance'];
			await sees('sam', { do: 'approve', ...first }, { kind: 'refused', code: 'APPROVER_NOT_ENTITLED', words });
		});

		step('the first stage is approved, and the second is waited for', async () => {
			const words = ['fay'];
			const waits = ['Security'];
			const act = { do: 'approve', ...first, request_id: 'fay-approves-db' } as const;
			await sees('fay', act, { kind: 'session', status: 'open', waits, words });
		});

		step('the same press twice is answered alike and counts once; a second approval is refused', async () => {
			const waits = ['Security'];
			const act = { do: 'approve', ...first } as const;
			await sees('fay', { ...act, request_id: 'fay-approves-db' }, { kind: 'session', status: 'open', waits });
			await sees('fay', act, { kind: 'refused', code: 'ALREADY_APPROVED', words: ['fay'] });
		});

		step(
			'where what decides has changed, the approval of what was shown is refused, and those before are void',
			async () => {
				await sees('ada', { do: 'bind', policy: 'regions.known', level: 'hard', project }, { kind: 'done' });
				await sees('sam', { do: 'approve', ...first }, { kind: 'refused', code: 'SUBJECT_CHANGED' });
				const look = { do: 'look', session: first.session } as const;
				const words = ['what it approved has changed'];
				const waits = ['Finance'];
				const seen = await sees('uma', look, { kind: 'session', status: 'open', waits, words });
				expect(seen.digest).not.toBe(first.digest);
				first = { ...first, digest: seen.digest ?? '' };
			},
		);

		step('two people approve in their order what is shown now, and it is deployed', async () => {
			await sees('fay', { do: 'approve', ...first }, { kind: 'session', status: 'open', waits: ['Security'] });
			const words = ['main.tf.json', 'fay', 'sam'];
			await sees('sam', { do: 'approve', ...first }, { kind: 'session', status: 'completed', words });
			await sees('sid', { do: 'approve', ...first }, { kind: 'refused', code: 'SESSION_CLOSED' });
		});

		let next = { session: '', digest: '' };

		step('an approval that is taken back does not count any more', async () => {
			next = await waiting('api');
			await sees('fay', { do: 'approve', ...next }, { kind: 'session', status: 'open' });
			const waits = ['Finance'];
			await sees('fay', { do: 'withdraw', session: next.session }, { kind: 'session', status: 'open', waits });
		});

		step('a rejection needs an approver, and its reason is read by whoever asked', async () => {
			const { session } = next;
			const reject = { do: 'reject', session, reason: 'use the shared cluster' } as const;
			await sees('vic', reject, { kind: 'refused', code: 'CAPABILITY_MISSING' });
			await sees('sam', reject, { status: 'rejected' });
			const words = ['use the shared cluster'];
			await sees('uma', { do: 'look', session }, { kind: 'session', status: 'rejected', words });
		});

		step('whoever asked takes a request back; nobody approves it after that', async () => {
			next = await waiting('api');
			await sees('uma', { do: 'cancel', session: next.session }, { status: 'cancelled' });
			await sees('fay', { do: 'approve', ...next }, { kind: 'refused', code: 'SESSION_CLOSED' });
		});

		step('a newer request for the same resource takes the place of the older one', async () => {
			const older = await waiting('api');
			next = await waiting('api', 'e2-medium');
			await sees('uma', { do: 'look', session: older.session }, { kind: 'session', status: 'superseded' });
			await sees('fay', { do: 'approve', ...older }, { kind: 'refused', code: 'SESSION_CLOSED' });
		});

		step('the same request twice is one session', async () => {
			const once = { request_id: 'uma-asks-for-cache' };
			const { session } = await asks('uma', 'cache', { kind: 'review' }, 'e2-small', once);
			await asks('uma', 'cache', { kind: 'review' }, 'e2-small', once);
			const again = await asks('uma', 'cache', { kind: 'review' }, 'e2-small', once);
			expect(again.session).toBe(session);
			const words = ['REQUEST_ID_REUSED'];
			await asks('uma', 'other', { kind: 'refused', words }, 'e2-small', once);
		});

		step('of two who approve the last stage at once, one deploys, and both learn how it stands', async () => {
			await sees('fay', { do: 'approve', ...next }, { kind: 'session', status: 'open' });
			const both = await Promise.all(['sam', 'sid'].map((actor) => driver.act(actor, { do: 'approve', ...next })));
			expect(both.filter(({ kind, status }) => kind === 'session' && status === 'completed').length).toBeGreaterThan(0);
			for (const seen of both) if (seen.kind === 'refused') expect(seen.code).toMatch(/CLOSED|DEPLOYING|LOCKED|BUSY/);
			const history = await sees('ada', { do: 'read history', session: next.session }, { kind: 'done' });
			expect(history.text.match(/deployment\.completed/g)).toHaveLength(1);
		});

		step('a request expires after 30 minutes, not before', async () => {
			next = await waiting('queue');
			const look = { do: 'look', session: next.session } as const;
			await driver.pass(30 * minute - 1);
			await sees('uma', look, { kind: 'session', status: 'open' });
			await driver.pass(1);
			await sees('fay', { do: 'approve', ...next }, { kind: 'refused', code: 'SESSION_EXPIRED' });
			await sees('uma', look, { kind: 'session', status: 'expired' });
		});

		step('a waiver is asked for and approved by the owners of what it lifts, and then marks it as waived', async () => {
			const about = { policy: 'cost.hourly_limit', project, owner: 'Finance', reason: 'load test until Friday' };
			const asked = await sees(
				'uma',
				{ do: 'ask for a waiver', ...about },
				{
					kind: 'session',
					status: 'open',
					// Of both bindings that it lifts: the project's, and the tenant's own.
					waits: ['Finance', 'can_approve'],
					words: [about.policy, about.reason],
				},
			);
			const approve = { do: 'approve', session: asked.session ?? '', digest: asked.digest ?? '' } as const;
			await sees('fay', approve, { kind: 'session', status: 'open' });
			await sees('sam', approve, { kind: 'session', status: 'completed' });
			const words = ['waived', asked.session ?? ''];
			await asks('uma', 'queue', { kind: 'allow', code: 'ALLOWED', words });
		});

		step('a change of policy waits for another administrator where the tenant asks for one', async () => {
			await sees('ada', { do: 'ask for approvals of policy changes', approvals: 1 }, { kind: 'done' });
			const bind = { do: 'bind', policy: 'security.encryption', level: 'hard', project } as const;
			const words = ['security.encryption', 'ben'];
			const asked = await sees('ada', bind, { kind: 'session', status: 'open', words });
			const approve = { do: 'approve', session: asked.session ?? '', digest: asked.digest ?? '' } as const;
			await sees('ada', approve, { kind: 'refused', code: 'APPROVER_NOT_ENTITLED' });
			await sees('ben', approve, { kind: 'session', status: 'completed' });
		});

		step('the history tells all of it, newest first, to whoever may see it', async () => {
			const { text } = await sees('ada', { do: 'read history' }, { kind: 'done' });
			const newest = ['binding.added', 'waiver.added', 'deployment.completed', 'session.rejected'];
			const at = newest.map((event) => text.indexOf(event));
			expect(at).not.toContain(-1);
			expect(at).toEqual([...at].sort((a, b) => a - b));
		});
	});
}
