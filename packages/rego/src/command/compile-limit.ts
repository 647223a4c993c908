/**
 * The longest that parsing and compiling may take, in milliseconds: ten minutes. It ends by itself, and whoever waits
 * at a terminal can end it before; some megabytes of rules take a minute or two.
 */
export const compileLimitMs = 600_000;
