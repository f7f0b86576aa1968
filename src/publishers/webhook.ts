import { Webhook } from 'standardwebhooks';
import { type SpanAbout, traceparent, within } from '../telemetry/spans.ts';
import { explainFailure, type GuardedHttp } from './guarded_http.ts';
import type { Publisher } from './publisher.ts';

const GONE = 410;
/** The address is a secret. */
const POST: SpanAbout = { name: 'POST', kind: 'client', attributes: { 'http.request.method': 'POST' } };
/** What says "not now" rather than "not this". */
const NOT_NOW = [429, 503];

/** Sends events as Standard Webhooks: signed with every secret that is good, by HTTP POST. */
export function webhookPublisher(http: GuardedHttp): Publisher {
  return {
    kind: 'WEBHOOK',
    async publish({ event, to: { target, secrets }, at }, signal) {
      const body = JSON.stringify(event);
      const headers = {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'draft-orchestrator',
        'webhook-id': event.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(event.id, at, body)).join(' '),
      };
      try {
        const answer = await within(POST, async (span) => {
          const parent = traceparent();
          const traced = parent === null ? headers : { ...headers, traceparent: parent };
          const got = await http.post({ url: target, headers: traced, body }, signal);
          span.set({ 'http.response.status_code': got.status });
          return got;
        });
        return { request: body, ...judge(answer.status, answer.retryAfter), response: answer.text };
      } catch (error) {
        return { ok: false, request: body, error: explainFailure(error) };
      }
    },
    close: () => http.close(),
  };
}

/** What a status says of a delivery. */
export function judge(status: number, retryAfter: number | null) {
  if (status >= 200 && status < 300) return { ok: true, status };
  return {
    ok: false,
    status,
    error: `It answered with HTTP ${status}.`,
    gone: status === GONE,
    ...(NOT_NOW.includes(status) && retryAfter !== null ? { retryAfter } : {}),
  };
}
