import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import { explainDecision, replayRounds } from '../core/hpa/explain.ts';
import { explainBlindness } from '../core/hpa/explain-blindness.ts';
import type { HpaRound } from '../core/model/hpa.ts';
import { nameAdvice } from '../core/plan/nearest-name.ts';
import type { Lang } from '../core/report/format.ts';
import { secondsSign } from '../core/report/format.ts';
import { padStart } from '../core/report/names.ts';
import { speaker } from '../core/report/text.ts';
import { readRecording } from '../edge/store/recording-reader.ts';
import { recordingsAt } from '../edge/store/recordings-at.ts';
import type { World } from '../world.ts';
import { CommandError, exitCodes } from './exit-code.ts';
import { langOption } from './option-values.ts';

export function explainCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('explain')
    .description('Says why the autoscaler did what it did, round by round, from the recorded inputs.')
    .argument('<folder>', 'a campaign, a trial or a recording')
    .option('--service <name>', 'only this service')
    .addOption(langOption())
    .addHelpText('after', '\nExample:\n  peakproof explain results/sample --service portal')
    .action(async (folder: string, options: { service?: string; lang: Lang }) => {
      const recordings = await recordingsAt(resolve(world.cwd, folder));
      const scaled = new Set<string>();
      let explained = 0;
      for (const directory of recordings) {
        const { plan, ending, observations } = await readRecording(directory);
        for (const { service } of observations.hpa ?? []) scaled.add(service);
        const rounds = (observations.hpa ?? []).filter(
          (round) => options.service === undefined || round.service === options.service,
        );
        if (rounds.length === 0) continue;
        explained += rounds.length;
        const name = plan?.id ?? relative(world.cwd, directory);
        world.print(explanation(name, rounds, ending?.loadStartSeconds ?? rounds[0]!.at, options.lang));
      }
      const { service } = options;
      if (service !== undefined && scaled.size > 0 && !scaled.has(service))
        throw new CommandError(
          `no autoscaler of these recordings scaled --service ${service}${nameAdvice(service, [...scaled].sort())}`,
        );
      if (explained === 0) world.print(speaker(options.lang)('explain.none'));
      finish(exitCodes.complete);
    });
}

function explanation(name: string, rounds: readonly HpaRound[], originSeconds: number, lang: Lang): string {
  const say = speaker(lang);
  const lines = [say('explain.head', { trial: name, n: rounds.length })];
  const blindness = explainBlindness(rounds, originSeconds, lang);
  for (const round of rounds) {
    const { at, service, currentReplicas, decision } = round;
    const time = padStart(`${(at - originSeconds).toFixed(1)}${secondsSign(lang)}`, 9);
    const change = decision.rescale
      ? `${currentReplicas} → ${decision.desiredReplicas}`
      : say('explain.unchanged', { replicas: currentReplicas });
    lines.push(`${time}  ${service}: ${change}`);
    const blind = blindness.sentenceOf(round);
    for (const reason of [...explainDecision(decision, lang), ...(blind === undefined ? [] : [blind])])
      lines.push(`${' '.repeat(11)}${reason}`);
  }
  lines.push(...blindness.findings);
  const agreeing = replayRounds(rounds).filter((round) => round.agrees).length;
  lines.push(say('explain.again', { agreeing, n: rounds.length }), '');
  return lines.join('\n');
}
