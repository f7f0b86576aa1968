import type {} from 'postgraphile/grafserv';
import { NoSchemaIntrospectionCustomRule } from 'postgraphile/graphql';
import type { AccessConfig } from '../config/access.ts';

/** Without the explorer nobody is told the schema; the editor is off in the preset. */
export function explorerPlugin({ hasExplorer }: AccessConfig): GraphileConfig.Plugin {
  return {
    name: 'DraftExplorerPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        setPreset(next, event) {
          if (!hasExplorer) event.validationRules.push(NoSchemaIntrospectionCustomRule);
          return next();
        },
      },
    },
  };
}
