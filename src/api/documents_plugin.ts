import type {} from 'postgraphile/grafserv';
import { type DocumentErrors, withoutSubscriptions } from './document_errors.ts';

/**
 * Tells what is wrong with a document as all other errors are told, and refuses subscriptions over HTTP. It wraps what the plugins
 * before it replace (operationCostsPlugin parses and validates), so it must be the last that sets `getExecutionConfig`.
 */
export function documentsPlugin(documents: DocumentErrors): GraphileConfig.Plugin {
  return {
    name: 'DraftDocumentsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        setPreset(next, event) {
          const { getExecutionConfig } = event;
          event.getExecutionConfig = async function (context) {
            const config = await getExecutionConfig.call(this, context);
            return {
              ...config,
              parseAndValidate: documents.parseAndValidate(config.parseAndValidate),
              execute: context.http ? withoutSubscriptions(config.execute) : config.execute,
            };
          };
          return next();
        },
      },
    },
  };
}
