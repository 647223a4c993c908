import { discordDriver } from './discord-driver.js';
import { frontendContract } from './frontend-contract.js';

frontendContract('the Discord bot', discordDriver);
