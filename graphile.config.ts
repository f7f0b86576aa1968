import { readConfig } from './src/config/config.ts';
import { createLog } from './src/telemetry/log.ts';
import { wire } from './src/wire.ts';

const config = readConfig(process.env);

/** The preset of the whole service, by the environment, for the stock command lines of graphile-worker and PostGraphile. */
export default wire(config, createLog(config.logLevel)).preset;
