import type { StoredMessage, World } from '../world.js';
import { transcriptText } from './text.js';

export function transcriptHtml(
	world: World,
	channel: string,
	messages: readonly StoredMessage[],
	as: string | undefined,
): string {
	return transcriptText(world, channel, messages, as);
}
