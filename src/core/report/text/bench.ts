/** The plan as it is shown before a campaign, and what is said around its trials. */
export const benchTexts = {
  'planned.head': {
    en: '{title} ({campaign}, {preset}, target {target}, seed {seed})',
    ko: '{title}({campaign}, {preset}, 대상 {target}, 난수 시드 {seed})',
  },
  'planned.trial': { en: 'trial', ko: '시험 회차' },
  'planned.arm': { en: 'arm', ko: '구성' },
  'planned.block': { en: 'block', ko: '블록' },
  'planned.service': { en: 'load on', ko: '서비스' },
  'planned.length': { en: 'length', ko: '부하 시간' },
  'planned.peak': { en: 'peak', ko: '최대부하' },
  'planned.requests': { en: 'requests', ko: '처리건수' },
  'planned.throughput': { en: 'TPS', ko: '처리량(TPS)' },
  'planned.mean': { en: 'mean', ko: '평균 응답' },
  'planned.plateau': { en: 'TPS, end', ko: '안정 구간(TPS)' },
  'planned.pods': { en: 'pods', ko: '파드' },
  'planned.users': { en: '{n} users', ko: '사용자 {n}명' },
  'planned.journeys': { en: '{rate} journeys/s', ko: '이용 {rate}건/초' },
  'planned.predicted': {
    en: 'requests, TPS, mean response and pods are predicted before anything is measured.',
    ko: '처리건수, 처리량, 평균 응답, 파드는 측정 전에 예측한 값이다.',
  },
  'planned.blocks': {
    en: 'Each block gets a cluster of its own and begins with a warm-up of {warmUp} that nothing counts.',
    ko: '블록마다 새 클러스터를 만들고, 집계하지 않는 예열 부하를 {warmUp} 준 뒤 시작한다.',
  },
  'planned.takes': { en: 'Takes about {time}.', ko: '약 {time} 소요.' },
  'planned.quota': {
    en: 'The pods may use {quota} cores together.',
    ko: '파드는 모두 합하여 최대 {quota}코어를 사용한다.',
  },
  'planned.quota.fits': {
    en: 'The pods may use {quota} cores together; this machine has {cores}.',
    ko: '파드는 모두 합하여 최대 {quota}코어를 사용하며, 이 장비는 {cores}코어이다.',
  },
  'planned.quota.over': {
    en: 'The pods may use {quota} cores together, and this machine has {cores}: the machine would be measured and not the arms. Lower cpuCores or the replicas.',
    ko: '파드는 모두 합하여 최대 {quota}코어를 사용하나 이 장비는 {cores}코어이다. 구성이 아니라 장비를 측정하게 되므로 cpuCores나 레플리카를 줄여야 한다.',
  },
  'planned.claim': {
    en: 'No difference can be claimed with fewer than {n} trials of each case: --trials {n}, about {time} in all.',
    ko: '시험별 {n}회 미만으로는 차이를 주장할 수 없다: --trials {n}, 총 약 {time}.',
  },

  'bench.repeats': {
    en: 'Trials that meet a disturbed host are kept and repeated, {most} at most (--repeat-disturbed).',
    ko: '장비가 방해받은 시험은 보존하고 다시 수행한다(최대 {most}회, --repeat-disturbed).',
  },
  'bench.repeated': {
    en: '{met}: kept, and repeated as {repeat}.',
    ko: '{met}: 보존하고 {repeat} 회차로 다시 수행한다.',
  },
  'bench.notRepeated': {
    en: '{met}: kept, and not repeated, because --repeat-disturbed allows {most} in the whole campaign.',
    ko: '{met}: 보존하되 다시 수행하지 않는다(--repeat-disturbed 한도: 캠페인 전체 {most}회).',
  },
  'bench.met': {
    en: '{trial} met a disturbed host ({why})',
    ko: '{trial} 시험 중 장비가 방해받음({why})',
  },
  'bench.metToo': {
    en: '{last}, which repeats {trial}, met one too{why}',
    ko: '{trial} 회차를 다시 수행한 {last}도 방해받음{why}',
  },
  'bench.overQuota': {
    en: 'Warning: the pods may use {quota} cores and this machine has {cores}. Such a trial would measure the machine; it will be marked where the generator was starved.',
    ko: '경고: 파드가 최대 {quota}코어를 사용하나 이 장비는 {cores}코어이다. 장비를 측정하는 시험이 될 수 있으며, 부하 발생기의 자원이 부족했던 시험은 표시한다.',
  },
  'bench.more': {
    en: '{n} more trials of each case are needed for a claim: {command}, about {time}.',
    ko: '차이를 주장하려면 시험별 {n}회가 더 필요하다: {command}, 약 {time}.',
  },
  'bench.stopped': {
    en: 'Stopped by {signal}: {finished} of {all} trials are complete and kept. Go on with: {command}',
    ko: '{signal} 신호로 중단: 전체 {all}회 중 완료된 {finished}회를 보존하였다. 계속하려면: {command}',
  },
  'bench.report': { en: 'Report: {file}', ko: '보고서: {file}' },
};
