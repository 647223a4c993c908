import { frontendContract } from './frontend-contract.js';
import { webHookDriver } from './web-hook-driver.js';

frontendContract('the web hook of examples', webHookDriver);
