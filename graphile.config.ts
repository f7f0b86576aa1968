import { readConfig } from './src/config/config.ts';
import { createLog } from './src/telemetry/log.ts';
import { wire } from './src/wire.ts';

const config = readConfig(process.env);

/** The preset of the whole service, by the environment, for the stock command lines of graphile-worker and PostGraphile. */
const preset: GraphileConfig.Preset = {
  extends: [wire(config, createLog(config.logLevel)).preset],
  // Modules with strategies of your own: see docs/strategies.md.
  draft: { strategies: [] },
};

export default preset;
