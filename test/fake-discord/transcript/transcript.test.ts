import { expect, it } from 'vitest';
import { createMessage, type MessageBody } from '../messages.js';
import { addGuild, createWorld } from '../world.js';
import { transcriptHtml } from './html.js';
import { plainText } from './markdown.js';
import { transcriptText } from './text.js';

const world = createWorld({ now: () => Date.UTC(2026, 10, 25, 12), patience: 1_000 });
const guild = addGuild(world, 'acme', ['ops']);

function page(body: MessageBody, show: typeof transcriptHtml): string {
	const channelId = [...guild.channels.values()][0]?.data.id ?? '';
	const message = createMessage(world, body, [], { channelId, guild });
	return show(world, '#ops', [{ kind: 'message', id: message.data.id, message }], undefined);
}

it('reads as people see it, without escapes and marks', () => {
	const soon = `<t:${Date.UTC(2026, 10, 25, 12, 30) / 1_000}:R>`;
	expect(
		plainText(world, `**\\*bold\\***, _slanted_, \`a \\* b\`, <@${world.bot.id}>, ${soon}, [a](https://b.example/)`),
	).toBe('*bold*, slanted, a \\* b, @portcullis, in 30 minutes, a (https://b.example/)');
	expect(plainText(world, 'snake_case_name and 2 * 3 * 4')).toBe('snake_case_name and 2 * 3 * 4');
});

it('shows fields of many lines below their names', () => {
	const text = page({ embeds: [{ title: 'Costs', fields: [{ name: 'by part', value: 'a\nb' }] }] }, transcriptText);
	expect(text).toBe('#ops\n\nportcullis:\n  │ Costs\n  │ by part:\n  │   a\n  │   b');
});

it('escapes whatever somebody wrote in the page', () => {
	const evil = '<script>"\'&</script>';
	const html = page(
		{
			content: `${evil} \`${evil}\` **${evil}** [x"><b>](https://a.example/"><script>)`,
			embeds: [
				{
					title: evil,
					description: evil,
					author: { name: evil },
					footer: { text: evil },
					fields: [{ name: evil, value: evil }],
				},
			],
			components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'x', label: evil }] }],
		},
		transcriptHtml,
	);
	expect(html).not.toContain('<script>');
	expect(html).not.toContain('<b>]');
	expect(html.match(/&lt;script&gt;&quot;&#39;&amp;/g)?.length).toBe(10);
});
