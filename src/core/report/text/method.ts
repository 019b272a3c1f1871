/** How it was measured: one sentence a point, and how to do it again. */
export const methodTexts = {
  'method.load': {
    en: 'k6 sent real HTTP requests. Users of a closed load wait for each answer and then think, so they slow down with a saturated platform, which flatters its response time; an open load does not wait.',
    ko: 'k6가 실제 HTTP 요청을 발생시켰다. 폐쇄형 부하의 사용자는 응답을 기다린 뒤 다음 요청을 보내므로 포화 상태에서 부하가 줄어 응답시간이 유리하게 나타난다. 개방형 부하는 기다리지 않는다.',
  },
  'method.processed': {
    en: 'A request belongs to the second in which its user asked. “Processed” counts those that were asked within the load and ended as expected; slow ones had {grace} more to end. Failures are counted apart.',
    ko: '요청은 사용자가 요청한 시점에 속한다. 처리건수는 부하 시간 안에 시작되어 정상 종료된 요청이며, 느린 요청은 {grace}의 유예시간을 두었다. 오류는 별도로 집계한다.',
  },
  'method.response': {
    en: 'Response time is what a user waits: waiting for a connection and the request itself. It is given for requests that ended as expected, always together with the error rate.',
    ko: '응답시간은 연결 대기를 포함하여 사용자가 기다린 시간이다. 정상 종료된 요청에 대해 오류율과 함께 제시한다.',
  },
  'method.percentiles': {
    en: 'Percentiles come from a histogram whose bins are at most 1/128 wide, so they are at most 0.4 % off. Histograms are merged; percentiles never are.',
    ko: '백분위는 폭이 1/128 이하인 히스토그램에서 구하며 오차는 0.4% 이하이다. 백분위끼리 평균하지 않는다.',
  },
  'method.sample': {
    en: 'The trial is the sample, not the request. Intervals and tests are over repeated trials in seeded random order; with too few trials no significance is claimed.',
    ko: '표본은 요청이 아니라 시험 회차이다. 신뢰구간과 검정은 무작위 순서로 반복한 시험을 대상으로 하며, 횟수가 부족하면 유의성을 주장하지 않는다.',
  },
  'method.blocks': {
    en: 'The trials of an arm ran in blocks: in each repetition a cluster was made for the arm, its first trial was preceded by a discarded warm-up of {warmUp} on pods that were growing old, and the arms came in seeded random order, so that what is particular to one cluster is not taken for the arm.',
    ko: '시험은 구성별 블록으로 수행하였다. 반복마다 구성별로 새 클러스터를 만들고, 파드가 안정되는 동안 집계하지 않는 예열 부하를 {warmUp} 준 뒤 시험하였으며, 구성의 순서는 무작위이다. 따라서 특정 클러스터의 특성이 구성의 차이로 나타나지 않는다.',
  },
  'method.host': {
    en: 'Before and after each trial a fixed task was timed on the host. A trial whose host was slower than at its best, in use by others or held back was kept and marked, and where allowed repeated; which attempt counts was decided by the host alone.',
    ko: '시험 전후에 장비에서 고정 작업 시간을 측정하였다. 장비가 느려지거나 다른 프로그램이 사용하거나 제한된 시험은 보존·표시하고 허용 범위에서 반복하였으며, 집계할 회차는 장비 상태만으로 정하였다.',
  },
  'method.test': {
    en: 'Two cases are compared by the exact two-sided rank test (Wilcoxon, Mann and Whitney; ties included). A ratio is the Hodges–Lehmann estimate on logarithms, and its interval holds every ratio that this test would not reject. Throughput, mean and p95 are claimed together, so their p-values are adjusted after Holm: the risk of any false claim among the three is at most 5 %.',
    ko: '두 시험은 정확 양측 순위합 검정(Wilcoxon·Mann–Whitney, 동순위 포함)으로 비교한다. 비는 로그 척도의 Hodges–Lehmann 추정값이며, 신뢰구간은 이 검정이 기각하지 않는 모든 비이다. 처리량·평균·p95는 함께 주장하므로 p값을 Holm 방법으로 보정하며, 셋 중 하나라도 잘못 주장할 위험은 5% 이하이다.',
  },
  'method.start': {
    en: 'The load starts at a seeded random moment between two rounds of the autoscaler, because that phase alone changes a short trial.',
    ko: '부하는 자동확장 판단 주기 사이의 무작위 시점에 시작한다. 짧은 시험에서는 이 시차만으로도 결과가 달라진다.',
  },
  'method.checks': {
    en: 'A trial is INVALID when the load generator was late or starved, or when a Ready pod got less than a quarter of its fair share, unless that is what was studied.',
    ko: '부하 발생기가 지연되거나 자원이 부족한 경우, 또는 준비된 파드가 균등 몫의 4분의 1도 처리하지 못한 경우 그 시험은 무효이다(그 자체가 시험 목적인 경우 제외).',
  },
  'method.missing': {
    en: 'What was not observed is shown as “—”, never as zero.',
    ko: '관측되지 않은 값은 0이 아니라 ‘—’로 표시한다.',
  },
  'method.report': {
    en: 'This report is computed from the trial records alone and can be made again from them without any measurement.',
    ko: '이 보고서는 시험 기록만으로 계산되며 측정 없이 다시 만들 수 있다.',
  },
  'again.how': {
    en: 'The same seed gives the same order, phases and demands; the figures vary with the machine.',
    ko: '같은 시드는 같은 순서·시차·요청을 만든다. 측정값은 장비에 따라 달라진다.',
  },
  'again.measure': { en: 'measure again', ko: '다시 측정' },
  'again.render': { en: 'judge and draw again from the records', ko: '기록에서 다시 판정하고 보고서 작성' },
};

export const methodIds = [
  'method.load',
  'method.processed',
  'method.response',
  'method.percentiles',
  'method.sample',
  'method.blocks',
  'method.host',
  'method.test',
  'method.start',
  'method.checks',
  'method.missing',
  'method.report',
] as const;
