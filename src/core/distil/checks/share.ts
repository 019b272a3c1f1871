import type { FairShare } from '../fair-share.ts';
import { firstReadySeconds, type PodLife } from '../pod-lives.ts';
import { loadedPods, type TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding, note, percent, tenths } from './finding.ts';

/** A pod gets this long after it is Ready to be found by the load ... */
const settleSeconds = 15;
/** ... and then has to get a quarter of its fair share within every stretch of this length. */
const spanSeconds = 30;
const leastShare = 0.25;
/** A shorter stretch is no proof, and worth a word. */
const hintSeconds = 10;
/** With a fair share of fewer answers, a quarter of it can be chance: at 20, four or fewer are 1 in 60,000 (Poisson). */
const leastAnswers = 20;

interface Pinned {
  name: string;
  share: number;
  fromSeconds: number;
}

/**
 * Did every Ready pod really get requests? kube-proxy balances connections and not requests, so users who keep their
 * connections never reach pods that come later; the HPA then adds pods that do nothing.
 */
export function shareCheck(facts: TrialFacts): Finding {
  if (facts.plan === null) return finding(null);
  const pods = loadedPods(facts);
  if (facts.shares === null)
    return finding(
      check(
        'share-not-observed',
        'INCONCLUSIVE',
        'Which pod answered was seen for {answering} pods and readiness for {pods}, so whether every Ready pod got requests cannot be checked.',
        { answering: facts.load.pods.size, pods: pods.length },
      ),
    );
  const pinnedFor = (seconds: number) =>
    pods
      .map((life) => worstStretch(life, facts.shares!, facts.lengthSeconds, seconds))
      .filter((p) => p !== null);
  const pinned = pinnedFor(spanSeconds);
  const everReady = pods.filter(
    (life) => (firstReadySeconds(life) ?? Number.POSITIVE_INFINITY) < facts.lengthSeconds,
  );
  const overall = everReady.map((life) => facts.shares!.overall(life)).filter((share) => share !== null);
  const figures = {
    pods: everReady.length,
    leastPercent: overall.length === 0 ? null : percent(Math.min(...overall)),
  };
  if (pinned.length === 0) {
    const idle = pinnedFor(hintSeconds).length;
    return idle === 0
      ? finding(
          check(
            'share',
            'PASS',
            'Each of {pods} pods got its part of the requests: the least {leastPercent} % of a fair share while it was Ready.',
            figures,
          ),
        )
      : finding(
          check(
            'share-hardly-judged',
            'PASS',
            'No pod stayed below a quarter of its fair share for 30 s; {idle} of {pods} did for 10 s.',
            { ...figures, idle },
          ),
          doubt(
            'pods-idle-for-a-while',
            '{idle} of {pods} Ready pods got less than a quarter of their fair share for 10 s, and the trial was too short, or the time too brief, to call them pinned. Repeat it with a longer load.',
            { idle, pods: everReady.length },
          ),
        );
  }
  const worst = pinned.reduce((a, b) => (b.share < a.share ? b : a));
  const found = {
    pinned: pinned.length,
    pods: everReady.length,
    pod: worst.name,
    sharePercent: percent(worst.share),
    fromSeconds: tenths(worst.fromSeconds),
  };
  if (facts.plan.pinningIsTheFactor)
    return finding(
      check(
        'share-is-the-factor',
        'PASS',
        '{pinned} of {pods} Ready pods got less than a quarter of their fair share for 30 s, which this campaign is about.',
        found,
      ),
      note(
        'pods-pinned-as-planned',
        '{pinned} of {pods} Ready pods got less than a quarter of their fair share for 30 s ({pod}: {sharePercent} % from second {fromSeconds} on), which this campaign is about.',
        found,
      ),
    );
  return finding(
    check(
      'pods-pinned',
      'INVALID',
      '{pinned} of {pods} Ready pods got less than a quarter of their fair share for 30 s ({pod}: {sharePercent} % from second {fromSeconds} on), so added pods did not take load: connections are kept. Balance requests (--route requests), or let users renew their connections (--connections rotate:5-15).',
      found,
    ),
  );
}

/** The stretch in which a pod got the least of its share, if that is less than it has to get. */
function worstStretch(
  life: PodLife,
  shares: FairShare,
  lengthSeconds: number,
  seconds: number,
): Pinned | null {
  const width = shares.widthSeconds;
  const span = Math.max(seconds, width);
  let worst: Pinned | null = null;
  for (const ready of life.ready) {
    const first = Math.max(0, Math.ceil((ready.fromSeconds + settleSeconds) / width) * width);
    for (let from = first; from + span <= Math.min(lengthSeconds, ready.toSeconds); from += width) {
      const { got, fair, readyAllTheTime } = shares.over(life, from, from + span);
      if (!readyAllTheTime || fair < leastAnswers || got >= leastShare * fair) continue;
      if (worst === null || got / fair < worst.share)
        worst = { name: life.name, share: got / fair, fromSeconds: from };
    }
  }
  return worst;
}
