/** An SDK of OpenTelemetry that keeps its spans in memory, as an operator's would send them away. */
import { context, propagation, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-node';
import { watch } from './leaks.ts';

export interface KeptSpans extends Disposable {
  /** All that have ended, in that order. */
  readonly ended: () => readonly ReadableSpan[];
  /** Those of calls of TI-ONE. */
  readonly calls: () => readonly ReadableSpan[];
  /** Those of operations. */
  readonly operations: () => readonly ReadableSpan[];
}

export function keepSpans(): KeptSpans {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  const ended = () => exporter.getFinishedSpans();
  return {
    ended,
    calls: () => ended().filter(({ name }) => name.startsWith('tione/')),
    operations: () => ended().filter(({ name }) => !name.startsWith('tione/')),
    [Symbol.dispose]() {
      const look = watch('in a span');
      for (const { name, attributes, events, status } of ended()) look([name, attributes, events, status]);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

export function idOf(span: ReadableSpan | undefined): string | undefined {
  return span?.spanContext().spanId;
}

export function parentOf(span: ReadableSpan | undefined): string | undefined {
  return span?.parentSpanContext?.spanId;
}

/** Whether its `sent` is there: calls that never went out have none. */
export function wasSent({ events }: ReadableSpan): boolean {
  return events.some(({ name }) => name === 'sent');
}
