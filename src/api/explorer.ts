import type {} from 'postgraphile/grafserv';
import { NoSchemaIntrospectionCustomRule } from 'postgraphile/graphql';
import type { AccessConfig } from '../config/access.ts';

/** What the editor shows when it is opened first: of this API, and answered for everybody. */
export const FIRST_QUERY = `# Run it with the button above, or Ctrl-Enter. Ctrl-Space shows what else there is.
#
# Changes need a token: open "Headers" below and put in { "authorization": "Bearer …" }.
# "npm start" prints one; docs/api.md creates a league and a draft with it, step by step.

query LookAround {
  databaseTime
  me { name isOperator teams { name } leagues { name } }
  playerPools(first: 1) {
    nodes { id name players(first: 5) { totalCount nodes { rank name positions byeWeek } } }
  }
  drafts(first: 5) {
    totalCount
    nodes { id state currentPick league { name } onTheClock { deadline team { name } } }
  }
}
`;

type ClientConfig = NonNullable<NonNullable<GraphileConfig.Preset['ruru']>['clientConfig']>;

/** The editor's page: its title, and what it shows first. */
export const editor: GraphileConfig.Preset = {
  ruru: {
    // Ruru's types ask for all settings where those of GraphiQL are not installed.
    clientConfig: { defaultQuery: FIRST_QUERY } as ClientConfig,
    htmlParts: { titleTag: '<title>Draft Orchestrator</title>' },
  },
};

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
