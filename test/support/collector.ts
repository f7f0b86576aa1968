import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly boolValue?: boolean;
};

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: Value }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status?: { readonly code?: number };
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: OtlpSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

/** A span as a collector got it. */
export interface GotSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Null: it began its trace. */
  readonly parentId: string | null;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly hasFailed: boolean;
  /** Which process made it. */
  readonly instance: unknown;
}

/** A collector of OpenTelemetry that takes OTLP as JSON over a real socket. */
export interface Collector {
  readonly url: string;
  readonly spans: GotSpan[];
  /** The spans of a trace. */
  ofTrace(traceId: string): GotSpan[];
  stop(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const spans: GotSpan[] = [];
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    if (req.method !== 'POST' || req.url !== '/v1/traces') return void res.writeHead(404).end();
    spans.push(...spansIn(JSON.parse(Buffer.concat(parts).toString()) as OtlpRequest));
    res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    ofTrace: (traceId) => spans.filter((span) => span.traceId === traceId),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function spansIn({ resourceSpans }: OtlpRequest): GotSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const instance = factsIn(resource.attributes)['service.instance.id'];
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, attributes, links = [], status }) => ({
        ...{ traceId, spanId, name, instance },
        parentId: parentSpanId === undefined || parentSpanId === '' ? null : parentSpanId,
        attributes: factsIn(attributes),
        links: links.map((link) => ({ traceId: link.traceId, spanId: link.spanId })),
        hasFailed: status?.code === 2,
      })),
    );
  });
}

function factsIn(attributes: OtlpSpan['attributes']): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.boolValue]),
  );
}
