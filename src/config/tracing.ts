import { z } from 'zod';
import { SAMPLERS, type TracingConfig } from '../telemetry/tracing_config.ts';

const URL_RULE = 'a URL such as http://collector.example.org:4318';

/** Where traces go, and which: the names that OpenTelemetry has for it. Its exporter reads further ones of them. */
export const tracingEnvironment = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().refine(isWebUrl, URL_RULE).optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal('http/json', 'http/json: nothing else is spoken here').optional(),
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS, `one of ${SAMPLERS.join(', ')}`).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, 'a share of the traces from 0 to 1, such as 0.01')
    .transform(Number)
    .default(1),
  OTEL_BSP_SCHEDULE_DELAY: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'a number of milliseconds from 1 to 999999')
    .transform(Number)
    .default(1_000),
  OTEL_SDK_DISABLED: z.enum(['true', 'false'], 'true or false').default('false'),
};

/** The settings of tracing; null: off. */
export function tracingConfig(
  values: z.output<z.ZodObject<typeof tracingEnvironment>>,
): TracingConfig | null {
  if (values.OTEL_EXPORTER_OTLP_ENDPOINT === undefined || values.OTEL_SDK_DISABLED === 'true') return null;
  return {
    sampler: values.OTEL_TRACES_SAMPLER,
    ratio: values.OTEL_TRACES_SAMPLER_ARG,
    sendEveryMs: values.OTEL_BSP_SCHEDULE_DELAY,
  };
}

function isWebUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
