import type {} from 'postgraphile/grafserv';
import { NoSchemaIntrospectionCustomRule } from 'postgraphile/graphql';
import type { AccessConfig } from '../config/access.ts';

/**
 * Without the explorer nobody is told the schema in one piece; DocumentErrors takes the names of it out of messages, and the editor
 * is off in the preset.
 */
export function explorerPlugin({ hasExplorer }: AccessConfig): GraphileConfig.Plugin {
  return {
    name: 'DraftExplorerPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        setPreset(next, { validationRules }) {
          if (!hasExplorer) validationRules.push(NoSchemaIntrospectionCustomRule);
          return next();
        },
      },
    },
  };
}
