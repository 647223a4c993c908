import { type Answer, sessionStatuses } from '@portcullis/core';
import { type Workshop, workshop } from '../../packages/cli/test/workshop.js';
import type { Act, FrontendDriver, Seen } from './frontend-driver.js';

/** The command line: each act is one run of the command by the operating system's user of that name. */
export async function commandDriver(): Promise<FrontendDriver> {
	const made = workshop();
	return {
		async act(actor, act) {
			const ran = await made.run(argumentsOf(act, made), { user: actor });
			return seenIn(act, `${ran.out}${ran.err}`);
		},
		pass(milliseconds) {
			made.now += milliseconds;
		},
		close() {},
	};
}

function argumentsOf(act: Act, { write }: Workshop): readonly string[] {
	switch (act.do) {
		case 'set up':
			return ['init', '--yes'];
		case 'add project':
			return ['project', 'add', act.project, '--provider', 'gcp', '--region', 'us-central1'];
		case 'add role':
			return ['role', 'add', act.role, '--can', act.capabilities.join(',')];
		case 'grant':
			return ['grant', 'add', act.to, '--role', act.role];
		case 'limit machines':
			return ['quota', 'set', act.project, 'vm', String(act.limit)];
		case 'bind': {
			const limit = act.max_hourly_usd === undefined ? [] : ['--param', `max_hourly_usd=${act.max_hourly_usd}`];
			const owners = (act.owners ?? []).flatMap((role) => ['--owner', role]);
			return ['binding', 'add', act.policy, '--level', act.level, '--project', act.project, ...limit, ...owners];
		}
		case 'ask for approvals of policy changes':
			return ['tenant', '--policy-approvals', String(act.approvals)];
		case 'request': {
			const file = `${act.resource.name}.json`;
			write(file, JSON.stringify({ project: act.project, resources: [act.resource] }));
			return ['request', file, ...once(act)];
		}
		case 'approve':
			return ['approve', act.session, ...(act.digest === undefined ? [] : ['--digest', act.digest]), ...once(act)];
		case 'withdraw':
		case 'cancel':
			return [act.do, act.session];
		case 'reject':
			return ['reject', act.session, '--reason', act.reason];
		case 'look':
			return ['show', act.session];
		case 'ask for a waiver': {
			const { policy, project, owner, reason } = act;
			const terms = ['--reason', reason, '--category', 'accepted', '--owner', owner, '--until', '7d'];
			return ['waiver', 'request', policy, '--project', project, ...terms];
		}
		case 'read history':
			return ['history', '--limit', '200', ...(act.session === undefined ? [] : ['--session', act.session])];
	}
}

function once({ request_id }: { readonly request_id?: string }): readonly string[] {
	return request_id === undefined ? [] : ['--request-id', request_id];
}

// What a person reads, read as a person would: not its JSON, which is another front end's business.
function seenIn(act: Act, text: string): Seen {
	const [, answer, reason] = /^answer: (allow|review|deny) \((\w+)\)/m.exec(text) ?? [];
	const [, session = null, open] = /^session: (\S+) (\w+)/m.exec(text) ?? [];
	const [, closed, ended] = /^Session (\S+) is (\w+)/m.exec(text) ?? [];
	const [, error] = /^error: [\s\S]*?\((\w+)\)$/m.exec(text) ?? [];
	const [, digest = null] = /^next: .* --digest (\w+)$/m.exec(text) ?? [];
	const status = sessionStatuses.find((name) => name === (ended ?? open)) ?? null;
	const waits = [...text.matchAll(/^waits: for \d+ approvals? by (?:whoever has )?(\S+)/gm)].map(
		(match) => match[1] ?? '',
	);
	const of = { session: session ?? closed ?? null, status, digest, waits, text };
	if (error !== undefined) return { kind: 'refused', code: error, ...of };
	if (act.do === 'request' && answer !== undefined) return { kind: answer as Answer, code: reason ?? null, ...of };
	return { kind: status === null ? 'done' : 'session', code: reason ?? null, ...of };
}
