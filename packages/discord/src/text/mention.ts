import { code } from './safe-text.js';

/** Whether an actor is somebody on Discord. */
export function isSnowflake(id: string): boolean {
	return /^\d{17,20}$/.test(id);
}

/** Names an actor: a person on Discord by a mention (which pings nobody in an embed), anybody else by their name. */
export function mention(actor: string): string {
	return isSnowflake(actor) ? `<@${actor}>` : code(actor);
}

/** Names a group: a role of the server by a mention (which pings nobody in an embed), anything else by its name. */
export function mentionGroup(group: string, guild: string): string {
	if (group === guild) return code('@everyone');
	return isSnowflake(group) ? `<@&${group}>` : code(group);
}

/** Shows a group's id within a text that is safe already as the name of the role. */
export function namingGroup(group: string, guild: string, text: string): string {
	return isSnowflake(group) ? text.replaceAll(group, mentionGroup(group, guild)) : text;
}

/** A moment as each reader's Discord shows it: in their zone, or how long from now. */
export function moment(at: number, style: 'R' | 'f' | 'd' = 'f'): string {
	return `<t:${Math.floor(at / 1000)}:${style}>`;
}

/** Shows an actor's id within a text that is safe already as the person's name. */
export function naming(actor: string | null, text: string): string {
	return actor !== null && isSnowflake(actor) ? text.replaceAll(actor, mention(actor)) : text;
}
