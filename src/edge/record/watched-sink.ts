import type { GeneratorLine } from '../../core/model/observation.ts';
import type { ObservedTrial } from '../../core/watch/observed-trial.ts';
import type { RecordingWriter } from '../store/recording-writer.ts';
import type { ObservationSink } from '../target/target.ts';
import type { Alarms } from './alarms.ts';

/** The recording, with an eye on what passes for whoever watches. `onAlarm` is called for each new alarm. */
export function watchedSink(
  writer: RecordingWriter,
  seen: ObservedTrial,
  alarms: Alarms,
  onAlarm: () => void,
): ObservationSink & {
  generator(line: GeneratorLine): void;
  observerFailed(name: string, message: string): void;
} {
  const failed = writer.observerFailed.bind(writer);
  return {
    replicas(line) {
      writer.replicas(line);
      seen.noteReplicas(line);
    },
    pod(line) {
      writer.pod(line);
      seen.notePod(line);
    },
    usage: writer.usage.bind(writer),
    node: writer.node.bind(writer),
    hpa(round) {
      writer.hpa(round);
      seen.noteRound(round);
    },
    event(line) {
      writer.event(line);
      if (alarms.heard(line)) onAlarm();
    },
    generator(line) {
      writer.generator(line);
      seen.noteGenerator(line);
    },
    log: writer.log.bind(writer),
    applied: writer.applied.bind(writer),
    failed,
    observerFailed: failed,
  };
}
