/**
 * Sends traces to a collector, by OTLP over HTTP:
 *
 *   npm install @opentelemetry/sdk-trace-node@2.12.0 @opentelemetry/exporter-trace-otlp-http@0.223.1 @opentelemetry/resources@2.12.1
 *   OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 node --import ./examples/telemetry.mjs dist/cli.js serve
 *
 * The exporter reads OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS, the sampler OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG.
 */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'tione-graphql' }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
});

// Reads `traceparent` of requests, too, and keeps track of which operation a call belongs to.
provider.register();

// The server ends by itself when it is told to stop: what is left is sent then.
process.once('beforeExit', () => void provider.shutdown());
