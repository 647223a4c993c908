import { createPolicyTools } from '@portcullis/policies';
import { expect, onTestFinished, test } from 'vitest';
import { botWorld } from './bot-world.js';

const policy = `# METADATA
# title: Not on a Friday
# description: Nothing called web is deployed.
# custom:
#   subject: resource
#   reads: []
#   message: "{resource} may not be deployed"
#   hint: "Wait"
#   parameters:
#     type: object
#     additionalProperties: false
package custom.friday

import rego.v1

pass contains address if {
	some binding in input.bound["custom.friday"]
	some address in binding.subjects
	address != "vm/web"
}

fail contains {"resource": address, "path": [], "expected": "another name", "received": "web"} if {
	some binding in input.bound["custom.friday"]
	some address in binding.subjects
	address == "vm/web"
}
`;

test('a waiver waits in the channel for somebody else, lifts what it says, and is revoked', async () => {
	const made = await botWorld();
	const { ada, fake } = made;
	const ben = await made.person('ben', 'CloudUser');
	const cleo = await made.person('cleo', 'CloudAdmin');
	const large = { project: 'shop', kind: 'vm', name: 'big', size: 'e2-standard-32' };
	const bare = { policy: 'cost.hourly_limit', reason: 'load test', days: 7 };
	expect((await ada.slash('cloud-deploy', large)).text).toContain('Denied');
	const asked = await ada.slash('cloud-waive request', { ...bare, project: 'shop', resource: 'vm/big' });
	expect(asked.text).toContain('The request is open');
	const lobby = made.lobby();
	expect(lobby.pings).toEqual(['@cleo']);
	expect(lobby.text).toContain('Needs approval: waive cost.hourly_limit, project=shop resource=vm/big');
	expect(lobby.text).toContain('load test');
	const own = await ada.click(lobby, 'Approve');
	expect((await own.followUp()).text).toContain('Refused');
	expect((await (await ben.click(lobby, 'Approve')).followUp()).text).toContain('APPROVER_NOT_ENTITLED');
	expect((await ada.click(lobby, 'Details')).message.attachments.map(({ name }) => name)).toEqual(['change.json']);
	const click = await cleo.click(lobby, 'Approve');
	expect((await click.followUp()).text).toBe('Approved: it holds now.');
	await fake.until('the end', () => (lobby.text.includes('approved: waive') ? true : undefined));
	expect(lobby.text).toMatch(/History.*waiver/s);
	expect((await ada.slash('cloud-deploy', large)).text).toContain('The request is');
	expect((await ben.slash('cloud-waive list')).text).toContain(
		'**active** `cost.hourly_limit` `project=shop resource=vm/big`',
	);
	const [choice] = await ada.autocomplete('cloud-waive revoke', 'waiver', 'cost');
	expect((await ada.slash('cloud-waive revoke', { waiver: String(choice?.value) })).text).toContain('is revoked');
	expect((await ada.slash('cloud-waive request', { ...bare, days: 3650 })).text).toContain('Refused');
});

test("a policy of one's own is checked, waits for somebody else where the server wants that, and judges once bound", async () => {
	const policyTools = createPolicyTools();
	onTestFinished(() => policyTools.close());
	const made = await botWorld({ policyTools });
	const { ada, fake, gate } = made;
	const cleo = await made.person('cleo', 'CloudAdmin');
	const file = { name: 'friday.rego', content: policy };
	const caller = { tenant: fake.guildId(), actor: { id: ada.id, source: 'verified' } } as const;
	expect((await gate.setPolicyChangeApprovals(caller, 1)).kind).toBe('ok');
	expect((await ada.slash('cloud-policy add', { file, untested: true })).text).toContain('The request is open');
	const lobby = made.lobby();
	expect(lobby.text).toContain('Needs approval: add policy custom.friday');
	expect(lobby.text).toContain('Not on a Friday');
	const details = await cleo.click(lobby, 'Details');
	expect(details.message.attachments.find(({ name }) => name === 'friday.rego')?.text).toBe(policy);
	expect((await (await cleo.click(lobby, 'Approve')).followUp()).text).toBe('Approved: it holds now.');
	const bound = await ada.slash('cloud-policy bind', { policy: 'custom.friday', level: 'hard' });
	expect(bound.text).toContain('The request is open');
	expect((await (await cleo.click(made.lobby(), 'Approve')).followUp()).text).toBe('Approved: it holds now.');
	const shown = await ada.slash('cloud-policy show', { policy: 'custom.friday' });
	expect(shown.text).toContain('Not on a Friday: Nothing called web is deployed');
	const denied = await ada.slash('cloud-deploy', { project: 'shop', kind: 'vm', name: 'web', size: 'e2-small' });
	expect(denied.text).toContain('may not be deployed');
});
