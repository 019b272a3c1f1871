/** The answer, its doubt, and the verdict. */
export const answerTexts = {
  'validity.offered': { en: 'planned load was offered', ko: '계획 부하 인가' },
  'validity.generator': { en: 'load generator was healthy', ko: '부하 발생기 정상' },
  'validity.share': { en: 'pods got fair shares', ko: '파드별 균등 분배' },
  'validity.start': { en: 'start state was reached', ko: '시작 상태 도달' },
  'validity.plan': { en: 'same plan in all arms', ko: '전 구성 동일 계획' },
  'validity.unseen': { en: 'not checked', ko: '미점검' },
  'answer.handled': {
    en: '{arm} ({case}) handled {ratio} times the requests of {baseArm} ({base}){speed} ({label})',
    ko: '{arm} 구성({case})의 처리건수는 {baseArm} 구성({base}) 대비 {ratio}배{speed}({label})',
  },
  'answer.speed': {
    en: ' and answered {speedup} times as fast on average',
    ko: ', 평균 응답속도는 {speedup}배',
  },
  'answer.parts': {
    en: '; {ratio} = {morePods} from more pods × (1 {lag} scaling lag)',
    ko: '; {ratio} = 파드 증가 효과 {morePods} × (1 {lag} 확장 지연)',
  },
  'answer.share': {
    en: ', that is {share} of what {ceiling} does for {cost} of its replica-seconds',
    ko: ', 즉 {ceiling} 처리량의 {share}를 레플리카·초 {cost}로 처리',
  },
  'answer.parts.plateau': {
    en: ' (more pods: estimated from the plateaus of both cases)',
    ko: ' (파드 증가 효과는 두 시험의 안정 구간에서 추정)',
  },
  'answer.ceiling.plateau': { en: 'the full number of pods', ko: '최대 파드 수' },
  'answer.doubt.one': {
    en: 'one trial each: no significance is claimed; each case needs {more} more{time}, {needed} in all',
    ko: '시험 각 1회: 통계적 유의성을 주장하지 않음. 시험별 {more}회{time} 추가, 총 {needed}회 필요',
  },
  'answer.doubt.unjudged': {
    en: '{trials} and {baseTrials} trials: no significance is claimed{interval}; each case needs {more} more{time}, {needed} in all',
    ko: '시험 {trials}회와 {baseTrials}회: 통계적 유의성을 주장하지 않음{interval}. 시험별 {more}회{time} 추가, 총 {needed}회 필요',
  },
  'answer.time': { en: ' (about {minutes} min)', ko: '(약 {minutes}분)' },
  'answer.doubt.significant': {
    en: '{trials} and {baseTrials} trials: the difference is significant at the 5 % level{p}{interval}',
    ko: '시험 {trials}회와 {baseTrials}회: 유의수준 5%에서 유의한 차이{p}{interval}',
  },
  'answer.doubt.noise': {
    en: '~ {trials} and {baseTrials} trials: the difference is within the noise{p}{interval}{detectable}',
    ko: '~ 시험 {trials}회와 {baseTrials}회: 차이가 측정 오차 범위 안{p}{interval}{detectable}',
  },
  'answer.interval': {
    en: ', {confidence} interval {low} to {high}',
    ko: ', {confidence} 신뢰구간 {low}~{high}',
  },
  'answer.p': { en: ', adjusted p {p}', ko: ', 보정 p {p}' },
  'answer.detectable': {
    en: '; a ratio of {above} or more, or of {below} or less, would have been found in four of five such campaigns',
    ko: '. 이 산포에서 비가 {above} 이상 또는 {below} 이하였다면 다섯 번 중 네 번은 검출되었을 것',
  },
  'answer.refused': {
    en: '{case} is not compared with {base}: {refusals}.',
    ko: '{case}: {base} 기준 비교 불가 — {refusals}.',
  },
  'answer.none': {
    en: 'No two cases of this campaign may be compared: there is no answer, only the figures below.',
    ko: '이 시험에는 같은 조건으로 비교할 수 있는 시험 쌍이 없다. 아래 수치만 제시한다.',
  },
  'answer.empty': {
    en: 'Nothing was measured: there is no trial.',
    ko: '측정된 시험이 없다.',
  },
  'answer.invalid': {
    en: 'The measurement is not to be trusted ({reasons}). {text}',
    ko: '측정을 신뢰할 수 없다({reasons}). {text}',
  },
  'answer.invalid.shown': {
    en: 'The measurement is not to be trusted ({reasons}). What it showed all the same: {text}',
    ko: '측정을 신뢰할 수 없다({reasons}). 참고로 나타난 값: {text}',
  },
  'answer.invalid.unknown': { en: 'see the checks', ko: '점검 결과 참조' },
  'answer.published': {
    en: 'Published for comparison: {ratio} times the requests, {speedup} times as fast.',
    ko: '공표값: 처리건수 {ratio}배, 응답속도 {speedup}배.',
  },

  'verdict.PASS': { en: 'PASS', ko: '적합' },
  'verdict.FAIL': { en: 'FAIL', ko: '부적합' },
  'verdict.INVALID': { en: 'INVALID', ko: '무효' },
  'verdict.INCONCLUSIVE': { en: 'INCONCLUSIVE', ko: '판정 보류' },
  'verdict.PASS.means': {
    en: 'Every check was passed: the figures may be used as labelled.',
    ko: '모든 점검을 통과하였다. 표시된 구분에 따라 수치를 사용할 수 있다.',
  },
  'verdict.FAIL.means': {
    en: 'The measurement is sound, and a requirement was missed.',
    ko: '측정은 유효하나 요구사항을 충족하지 못하였다.',
  },
  'verdict.INVALID.means': {
    en: 'The measurement is not to be trusted: do not use the figures as evidence.',
    ko: '측정을 신뢰할 수 없으므로 수치를 증빙으로 사용할 수 없다.',
  },
  'verdict.INCONCLUSIVE.means': {
    en: 'There are too few trials, or the difference is within the noise.',
    ko: '시험 횟수가 부족하거나 차이가 측정 오차 범위 안에 있다.',
  },

  'label.emulated': {
    en: 'emulated',
    ko: '모의 환경',
  },
  'label.kind': { en: 'kind', ko: 'kind 클러스터' },
  'label.cluster': { en: 'cluster', ko: '클러스터' },
  'label.imported': { en: 'imported', ko: '가져온 기록' },
  'label.emulated.means': {
    en: 'Pods are operating-system processes with a CPU quota on one machine, scaled by upstream’s HPA arithmetic: not a Kubernetes cluster.',
    ko: '파드는 한 대의 장비에서 CPU 할당량을 둔 프로세스이며 HPA 계산식에 따라 확장된다. 실제 쿠버네티스 클러스터가 아니다.',
  },
  'label.kind.means': {
    en: 'A Kubernetes cluster in containers on one machine: comparisons between arms hold, absolute capacity is the host’s.',
    ko: '한 대의 장비에서 컨테이너로 구성한 쿠버네티스 클러스터. 구성 간 비교는 유효하나 절대 용량은 장비에 따른다.',
  },
  'label.cluster.means': {
    en: 'Measured on a Kubernetes cluster named by the user.',
    ko: '사용자가 지정한 쿠버네티스 클러스터에서 측정하였다.',
  },
  'label.imported.means': {
    en: 'Read from a recording that was made elsewhere, without a plan: shown, never judged.',
    ko: '계획 정보 없이 외부에서 작성된 기록을 읽은 것으로, 표시만 하고 판정하지 않는다.',
  },
};
