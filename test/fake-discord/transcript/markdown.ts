import type { World } from '../world.js';
import { moment } from './moment.js';

/** A piece of a message as Discord's client shows it. */
export type Piece =
	| { readonly kind: 'text' | 'code' | 'block' | 'mention'; readonly text: string }
	| { readonly kind: 'strong' | 'em'; readonly inside: readonly Piece[] }
	| { readonly kind: 'link' | 'message'; readonly text: string; readonly url: string };

// What Discord's client shows otherwise than it is written. Whatever stands first wins, so nothing counts within code.
const marks = new RegExp(
	[
		/```(?:\w+\n|\n)?(?<block>[\s\S]*?)```/,
		/`(?<code>[^`]+)`/,
		/\\(?<escaped>[^\w\s])/,
		/\*\*(?<strong>(?:\\[\s\S]|[^\\])+?)\*\*/,
		/(?<![\w*])[*_](?<em>(?:\\[\s\S]|[^\\*_\s])(?:(?:\\[\s\S]|[^\\*_])*?(?:\\[\s\S]|[^\\*_\s]))?)[*_](?![\w*])/,
		/\[(?<label>[^\]]+)\]\((?<url>https?:\/\/[^)\s]+)\)/,
		/https:\/\/discord\.com\/channels\/\d+\/(?<place>\d+)\/\d+/,
		/(?<bare>https?:\/\/[^\s<>()[\]"]+)/,
		/<@!?(?<user>\d+)>/,
		/<@&(?<role>\d+)>/,
		/<#(?<channel>\d+)>/,
		/<\/(?<command>[^:>]+):\d+>/,
		/<t:(?<seconds>-?\d+)(?::(?<style>[tTdDfFR]))?>/,
	]
		.map(({ source }) => source)
		.join('|'),
	'g',
);

/** Takes a text apart. */
export function piecesOf(world: World, text: string): Piece[] {
	const pieces: Piece[] = [];
	let end = 0;
	for (const match of text.matchAll(marks)) {
		if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
		pieces.push(pieceOf(world, match[0], match.groups ?? {}));
		end = match.index + match[0].length;
	}
	if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
	return pieces;
}

function pieceOf(world: World, whole: string, found: Readonly<Record<string, string | undefined>>): Piece {
	const { block, code, escaped, strong, em, label, url, place, bare, user, role, channel, command, seconds, style } =
		found;
	if (block !== undefined) return { kind: 'block', text: block.replace(/\n$/, '') };
	if (code !== undefined) return { kind: 'code', text: code };
	if (escaped !== undefined) return { kind: 'text', text: escaped };
	if (strong !== undefined) return { kind: 'strong', inside: piecesOf(world, strong) };
	if (em !== undefined) return { kind: 'em', inside: piecesOf(world, em) };
	if (label !== undefined && url !== undefined) return { kind: 'link', text: label, url };
	if (place !== undefined) return { kind: 'message', text: `#${channelName(world, place)} › message`, url: whole };
	if (bare !== undefined) return { kind: 'link', text: bare, url: bare };
	if (user !== undefined) return { kind: 'mention', text: `@${userName(world, user)}` };
	if (role !== undefined) return { kind: 'mention', text: `@${roleName(world, role)}` };
	if (channel !== undefined) return { kind: 'mention', text: `#${channelName(world, channel)}` };
	if (command !== undefined) return { kind: 'mention', text: `/${command}` };
	return { kind: 'text', text: moment(Number(seconds) * 1_000, style, world.now()) };
}

/** A text as it reads: without its marks. */
export function plainText(world: World, text: string): string {
	return piecesOf(world, text).map(plain).join('');
}

function plain(piece: Piece): string {
	if ('inside' in piece) return piece.inside.map(plain).join('');
	if (piece.kind === 'message') return piece.url;
	return piece.kind === 'link' && piece.text !== piece.url ? `${piece.text} (${piece.url})` : piece.text;
}

function userName(world: World, id: string): string {
	return [...world.users.values(), world.bot].find((user) => user.id === id)?.username ?? 'unknown-user';
}

function roleName(world: World, id: string): string {
	const roles = [...world.guilds.values()].flatMap((guild) => [...guild.roles.values()]);
	return roles.find((role) => role.id === id)?.name ?? 'unknown-role';
}

function channelName(world: World, id: string): string {
	const channels = [...world.guilds.values()].flatMap((guild) => [...guild.channels.values()]);
	return channels.find(({ data }) => data.id === id)?.data.name ?? 'unknown';
}
