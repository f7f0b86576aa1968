import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';

const NOTICE = '// Written by `npm run schema` from operations.graphql and schema.graphql; not by hand.';
const DECORATION_IMPORT = /^import .*'@graphql-typed-document-node\/core';$/m;
/** What that package holds of all we need; without it the client needs one package less. */
const DECORATION = `interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}`;

/** TypeScript for the operations of the client: a type for what each asks and answers, and its text. */
export async function clientFrom(schema: string, operations: string): Promise<string> {
  const text = await codegen({
    filename: 'operations.generated.ts',
    schema: parse(schema),
    documents: [{ location: 'operations.graphql', document: parse(operations) }],
    config: {
      scalars: { UUID: 'string', Datetime: 'string', JSON: 'unknown', Cursor: 'string', BigInt: 'string' },
      strictScalars: true,
      useTypeImports: true,
      // Texts, so that a client needs no GraphQL library.
      documentMode: 'string',
    },
    plugins: [{ operationTypes: {} }, { typedDocuments: {} }],
    pluginMap: { operationTypes, typedDocuments },
  });
  return `${NOTICE}\n${text.replace(DECORATION_IMPORT, DECORATION)}\n`;
}
