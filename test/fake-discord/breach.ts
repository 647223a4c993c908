/** Something that the client sent, or the fake would have, that Discord's own rules do not allow. */
export interface Breach {
	/** `client`: the bot's fault. `fake`: what the fake answered is not what Discord would answer. */
	readonly by: 'client' | 'fake';
	/** Where: `POST /channels/1/messages`. */
	readonly at: string;
	/** Each problem with its path: `embeds.0.fields.1.value: is empty`. */
	readonly problems: readonly string[];
	readonly body: unknown;
}

/** One paragraph for people. */
export function describeBreach(breach: Breach): string {
	const whose = breach.by === 'client' ? 'sent by the client' : 'answered by the fake';
	return `${breach.at}, ${whose}:\n${breach.problems.map((problem) => `  ${problem}`).join('\n')}`;
}
