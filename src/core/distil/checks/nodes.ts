import { nodeSeries } from '../node-series.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { doubt, type Finding, finding, percent } from './finding.ts';

/** A node with less idle CPU than this has none to give. */
const idleShare = 0.05;
/** A tenth of the seconds is worth a word. */
const doubtfulPart = 1 / 10;

/**
 * Had the nodes CPU to give? Pods are promised what they ask for, but what they share with the rest of a node without
 * idle CPU is waited for. A kind node is the host itself, which the generator's own check speaks of.
 */
export function nodesCheck(facts: TrialFacts): Finding {
  const { plan, observations, load, loadStartSeconds, lengthSeconds } = facts;
  if (plan === null || (plan.target !== 'context' && observations.generator !== null)) return finding(null);
  const { columns, widthSeconds } = load.columns;
  const nodes = nodeSeries(observations.nodes, loadStartSeconds ?? 0, columns, widthSeconds) ?? [];
  const busy = nodes.flatMap(({ node, t, idleShare: idle }) => {
    const seen = idle.filter((share, i) => share !== null && t[i]! < lengthSeconds);
    const part = seen.length === 0 ? 0 : seen.filter((share) => share! < idleShare).length / seen.length;
    return part >= doubtfulPart ? [{ node, part }] : [];
  });
  if (busy.length === 0) return finding(null);
  const worst = busy.reduce((a, b) => (b.part > a.part ? b : a));
  return finding(
    null,
    doubt(
      'node-without-idle-cpu',
      '{nodes} nodes had less than 5 % of idle CPU for a while ({node}: in {busyPercent} % of the seconds), so pods waited for the node and not only for their own quota. Move other work away, or use larger nodes.',
      { nodes: busy.length, node: worst.node, busyPercent: percent(worst.part) },
    ),
  );
}
