import type { EventLine } from '../../../../core/model/observation.ts';
import type { ObservationSink } from '../../target.ts';

const keptEvents = 3;
const keptLines = 5;

/** Passes on what is observed, and keeps the last warnings and lines of each pod for whoever has to say why it is stuck. */
export class PodStory implements ObservationSink {
  readonly #sink: ObservationSink;
  readonly #events = new Map<string, string[]>();
  readonly #lines = new Map<string, string[]>();
  readonly #awaited = new Set<string>();

  constructor(sink: ObservationSink) {
    this.#sink = sink;
  }

  replicas(...line: Parameters<ObservationSink['replicas']>): void {
    this.#sink.replicas(...line);
  }
  pod(...line: Parameters<ObservationSink['pod']>): void {
    this.#sink.pod(...line);
  }
  usage(...line: Parameters<ObservationSink['usage']>): void {
    this.#sink.usage(...line);
  }
  node(...line: Parameters<ObservationSink['node']>): void {
    this.#sink.node(...line);
  }
  hpa(...line: Parameters<ObservationSink['hpa']>): void {
    this.#sink.hpa(...line);
  }
  applied(...manifest: Parameters<ObservationSink['applied']>): void {
    this.#sink.applied(...manifest);
  }
  failed(...why: Parameters<ObservationSink['failed']>): void {
    this.#sink.failed(...why);
  }
  event(line: EventLine): void {
    this.#heard(line);
    this.#sink.event(line);
  }
  log(pod: string, line: string): void {
    kept(this.#lines, pod, line, keptLines);
    this.#sink.log(pod, line);
  }

  /** True where a cluster adds nodes for this pod: then it may find room yet. */
  isAwaited(pod: string): boolean {
    return this.#awaited.has(pod);
  }

  /** `events: ...; last lines: ...`, as far as there are any. */
  of(pod: string): string {
    const parts = [
      ['events', this.#events.get(pod)],
      ['last lines', this.#lines.get(pod)],
    ] as const;
    return parts.flatMap(([name, texts]) => (texts ? [`${name}: ${texts.join(' | ')}`] : [])).join('; ');
  }

  #heard({ object, type, reason, message }: EventLine): void {
    if (reason === 'TriggeredScaleUp') this.#awaited.add(object);
    if (type === 'Warning' && reason !== 'StuckPod')
      kept(this.#events, object, `${reason}: ${message}`, keptEvents);
  }
}

/** A repeated text counts once. */
function kept(texts: Map<string, string[]>, key: string, text: string, most: number): void {
  const known = texts.get(key) ?? [];
  if (!known.includes(text)) texts.set(key, [...known, text].slice(-most));
}
