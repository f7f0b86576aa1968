import type {} from 'postgraphile/grafserv';
import { NoSchemaIntrospectionCustomRule, type ValidationRule } from 'postgraphile/graphql';
import type { AccessConfig } from '../config/access.ts';

/** What a validator adds to its message: names that the schema has, for whoever guesses at them. */
const SUGGESTION = / Did you mean .*$/s;

/** Without the explorer nobody is told the schema, in one piece or name by name; the editor is off in the preset. */
export function explorerPlugin({ hasExplorer }: AccessConfig): GraphileConfig.Plugin {
  return {
    name: 'DraftExplorerPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        setPreset(next, { validationRules }) {
          if (!hasExplorer) {
            const rules = [...validationRules, NoSchemaIntrospectionCustomRule];
            validationRules.splice(0, validationRules.length, ...rules.map(quietly));
          }
          return next();
        },
      },
    },
  };
}

/** The same rule, without suggestions in its messages. */
function quietly(rule: ValidationRule): ValidationRule {
  return (context) =>
    rule(
      Object.create(context, {
        reportError: {
          value: (error: Parameters<typeof context.reportError>[0]) => {
            error.message = error.message.replace(SUGGESTION, '');
            context.reportError(error);
          },
        },
      }),
    );
}
