import { commandDriver } from './command-driver.js';
import { frontendContract } from './frontend-contract.js';

frontendContract('the command line', commandDriver);
