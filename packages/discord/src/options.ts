import type { Catalogue, Clock, Templates } from '@portcullis/core';
import type { RESTOptions } from 'discord.js';
import type { Log } from './log.js';

/** What the bot is made of, beside the gate. */
export interface DiscordOptions {
	/** The bot's token. It is never logged. */
	readonly token: string;
	/** Templates that people can deploy by name; none if left out. */
	readonly templates?: Templates;
	/** What sizes and regions are offered while people type; none if left out. */
	readonly catalogue?: Catalogue;
	/** The one guild to register the commands in, for trying things out: there they are seen at once. Everywhere if left out. */
	readonly guild?: string;
	/** Where budget alerts and weekly reports go, by guild; the channel of its newest request if left out. */
	readonly channels?: Readonly<Record<string, string>>;
	/** Where lines of the log go; nowhere if left out. */
	readonly log?: Log;
	/** The time for what is remembered for minutes; the machine's if left out. Expiry is the gate's to decide. */
	readonly clock?: Clock;
	/** How often to sweep, to warn and to report, in milliseconds; every 5 minutes if left out, 0: never by itself. */
	readonly sweepEvery?: number;
	/** How long a stop waits for what is under way, in milliseconds; 20 seconds if left out. */
	readonly stopWithin?: number;
	/** How Discord is reached, where not as usual: an address of a stand-in, for tests. */
	readonly rest?: Partial<RESTOptions>;
}
