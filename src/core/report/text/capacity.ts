/** Texts of the report of a capacity search. */
export const capacityTexts = {
  'capacity.title': { en: 'What {service} carries, by replicas', ko: '{service}: 레플리카 수별 처리 용량' },
  'capacity.question': {
    en: 'How much load does each number of replicas carry within the service level, and how does that grow?',
    ko: '서비스 수준을 지키면서 레플리카 수별로 얼마나 많은 부하를 처리하며, 어떻게 늘어나는가?',
  },
  'capacity.level': {
    en: 'A load holds when {share} of its requests are answered within {within}, at most {errors} of them fail, none is dropped, and {completed} of the offered requests end, over the second half of {length}.',
    ko: '부하를 견딘다는 것은 {length} 중 뒤 절반 동안 요청의 {share}가 {within} 안에 응답되고, 실패가 {errors} 이하이며, 버려진 요청이 없고, 제공된 부하의 {completed} 이상이 완료되는 것을 말한다.',
  },
  'capacity.step.double': {
    en: 'Twice the replicas ({from} to {to}) carry {ratio} times the load{interval}.',
    ko: '레플리카를 두 배로({from}→{to}) 늘리면 {ratio}배의 부하를 처리한다{interval}.',
  },
  'capacity.step': {
    en: 'From {from} to {to} replicas: {ratio} times the load{interval}, where proportional growth would be {proportional}.',
    ko: '레플리카 {from}→{to}: {ratio}배의 부하{interval}. 비례 증가라면 {proportional}배.',
  },
  'capacity.universal': {
    en: 'Universal Scalability Law: one replica {rate}/s{rateInterval}, contention {contention}{contentionInterval}, coherency {coherency}{coherencyInterval}.',
    ko: '보편 확장성 법칙(USL): 레플리카 1개당 초당 {rate}건{rateInterval}, 경합 {contention}{contentionInterval}, 일관성 비용 {coherency}{coherencyInterval}.',
  },
  'capacity.universal.peak': {
    en: 'By that law the most is carried with {peak} replicas; beyond them less. That is an extrapolation beyond the {most} that were measured.',
    ko: '이 법칙에 따르면 레플리카 {peak}개에서 최대이며 그 이상에서는 줄어든다. 측정한 {most}개를 넘어서는 외삽이다.',
  },
  'capacity.universal.peakInside': {
    en: 'By that law the most is carried with {peak} replicas; beyond them less.',
    ko: '이 법칙에 따르면 레플리카 {peak}개에서 최대이며 그 이상에서는 줄어든다.',
  },
  'capacity.universal.none': {
    en: 'The Universal Scalability Law is not fitted: it needs three numbers of replicas.',
    ko: '보편 확장성 법칙은 적합하지 않았다. 레플리카 수가 세 가지 이상이어야 한다.',
  },
  'capacity.linear': {
    en: 'Proportional growth: {rate}/s for each replica{interval}. About the line capacities scatter by {scatter}, about the curve of the law by {universal}.',
    ko: '비례 증가 모형: 레플리카당 초당 {rate}건{interval}. 산포는 직선 기준 {scatter}, 법칙의 곡선 기준 {universal}.',
  },
  'capacity.doubt.intervals': {
    en: 'Intervals hold at 95 % if capacities found by repeats scatter normally on a logarithmic scale, alike for every number of replicas.',
    ko: '신뢰구간 95%는 반복 측정한 용량이 로그 척도에서 정규분포로, 레플리카 수와 무관하게 같은 정도로 흩어진다는 가정에 따른다.',
  },
  'capacity.doubt.none': {
    en: 'One search for each number of replicas gives values and no intervals: repeat with --repeats 2 or more.',
    ko: '레플리카 수마다 한 번씩만 탐색하여 값만 있고 신뢰구간은 없다. --repeats 2 이상으로 반복해야 한다.',
  },
  'capacity.doubt.length': {
    en: 'A load that holds for {length} is not proven to hold for ever: a queue that grows by less than {missing} of the load is not told from one that does not grow.',
    ko: '{length} 동안 견딘 부하가 언제까지나 견딘다는 증거는 아니다. 부하의 {missing} 미만으로 늘어나는 대기열은 늘지 않는 대기열과 구별되지 않는다.',
  },
  'capacity.column.replicas': { en: 'replicas', ko: '레플리카' },
  'capacity.column.carries': { en: 'carries, requests/s', ko: '처리 용량(건/초)' },
  'capacity.column.interval': { en: '95 % interval', ko: '95% 신뢰구간' },
  'capacity.column.perReplica': { en: 'for each replica', ko: '레플리카당' },
  'capacity.column.predicted': { en: 'predicted', ko: '예측' },
  'capacity.column.repeats': { en: 'found by each search', ko: '탐색별 결과' },
  'capacity.column.load': { en: 'load, requests/s', ko: '부하(건/초)' },
  'capacity.column.search': { en: 'search', ko: '탐색' },
  'capacity.column.held': { en: 'level', ko: '서비스 수준' },
  'capacity.held': { en: 'held', ko: '유지' },
  'capacity.unknown': { en: 'not to be trusted', ko: '신뢰할 수 없음' },
  'capacity.missed.slow': { en: 'only {seen} in time', ko: '{seen}만 제때 응답' },
  'capacity.missed.behind': { en: 'only {seen} of the load completed', ko: '부하의 {seen}만 완료' },
  'capacity.missed.errors': { en: '{seen} failed', ko: '{seen} 실패' },
  'capacity.missed.dropped': { en: '{seen} journeys dropped', ko: '여정 {seen}건 버려짐' },
  'capacity.missed.invalid': { en: 'not to be trusted', ko: '신뢰할 수 없음' },
  'capacity.chart': { en: 'Load that is carried, by replicas', ko: '레플리카 수별 처리 용량' },
  'capacity.chart.alt': {
    en: 'Capacity found for each number of replicas, the loads that held and those that did not, and the fitted curves: {points}.',
    ko: '레플리카 수별로 찾은 용량, 견딘 부하와 견디지 못한 부하, 적합한 곡선: {points}.',
  },
  'capacity.entry.held': { en: 'held', ko: '유지' },
  'capacity.entry.failed': { en: 'missed', ko: '미달' },
  'capacity.entry.capacity': { en: 'capacity', ko: '용량' },
  'capacity.entry.linear': { en: 'proportional', ko: '비례' },
  'capacity.entry.universal': { en: 'USL', ko: 'USL 곡선' },
  'capacity.section.table': { en: 'Capacity', ko: '처리 용량' },
  'capacity.section.tried': { en: 'Every load that was tried', ko: '시도한 모든 부하' },
  'capacity.section.doubts': { en: 'How sure that is', ko: '얼마나 확실한가' },
} as const;
