/** Terms and what they mean here. */
export const definitionTexts = {
  'term.arm': { en: 'Arm', ko: '구성(arm)' },
  'means.arm': {
    en: 'One platform configuration under test, e.g. five fixed pods for each service.',
    ko: '시험 대상 플랫폼 구성. 예: 서비스별 고정 파드 5개.',
  },
  'term.case': { en: 'Case', ko: '시험(case)' },
  'means.case': {
    en: 'An arm under one load. A trial is a case, run once.',
    ko: '하나의 구성에 하나의 부하를 준 것. 이를 한 번 수행한 것이 시험 회차이다.',
  },
  'term.processed': { en: 'Processed', ko: '처리건수' },
  'means.processed': {
    en: 'Requests that were asked within the load and ended as expected.',
    ko: '부하 시간 안에 시작되어 정상 종료된 요청 수.',
  },
  'term.throughput': { en: 'Throughput, TPS', ko: '처리량(TPS)' },
  'means.throughput': {
    en: 'Processed requests divided by the length of the load.',
    ko: '처리건수를 부하 시간으로 나눈 값(초당 처리건수).',
  },
  'term.plateau': { en: 'Plateau', ko: '안정 구간' },
  'means.plateau': {
    en: 'The part of the load that belongs neither to the ramp nor to scaling.',
    ko: '부하 증가와 확장이 끝난 뒤의 구간.',
  },
  'term.percentile': { en: 'p50, p95, p99', ko: 'p50, p95, p99(백분위)' },
  'means.percentile': {
    en: '50, 95 or 99 of 100 requests were answered within this time.',
    ko: '요청 100건 중 50, 95, 99건이 이 시간 안에 응답되었음을 뜻한다.',
  },
  'term.apdex': { en: 'APDEX', ko: 'APDEX' },
  'means.apdex': {
    en: 'Satisfied requests plus half of the tolerable ones (up to four times the satisfying time), divided by all; failures count as neither. From 0 to 1.',
    ko: '(만족 + 허용 가능의 절반) ÷ 전체. 허용 가능은 만족 기준의 4배까지이며 오류는 불만족으로 본다. 0~1.',
  },
  'term.slo': { en: 'SLO', ko: '목표 응답시간(SLO)' },
  'means.slo': {
    en: 'The time within which a request should be answered; the share is of all started requests.',
    ko: '요청이 응답되어야 하는 시간. 비율은 시작된 전체 요청 대비이다.',
  },
  'term.replicaSeconds': { en: 'Replica-seconds', ko: '레플리카·초' },
  'means.replicaSeconds': {
    en: 'Pods that existed, added up over the load: what the platform had to provide.',
    ko: '부하 시간 동안 존재한 파드 수의 합(파드 × 초). 플랫폼이 제공한 자원량.',
  },
  'term.lag': { en: 'Scaling lag', ko: '확장 지연' },
  'means.lag': {
    en: 'What is lost until the added pods serve, against the full number of pods from the start.',
    ko: '처음부터 최대 파드 수로 운영한 경우에 비해, 추가 파드가 처리를 시작할 때까지의 손실.',
  },
  'term.fair': { en: 'Fair share', ko: '균등 몫' },
  'means.fair': {
    en: 'One part of the requests for each Ready pod; 100 % means an even balance.',
    ko: '준비된 파드 수로 요청을 똑같이 나눈 몫. 100%이면 균등 분산.',
  },
  'term.published': { en: 'Published', ko: '공표값' },
  'means.published': {
    en: 'Figures that somebody else published for the same case; set beside ours, never mixed with them.',
    ko: '같은 시험에 대해 외부에서 공표된 수치. 비교를 위해 병기하며 측정값과 섞지 않는다.',
  },
  'term.predicted': { en: 'Predicted', ko: '예측' },
  'means.predicted': {
    en: 'What the plan expected before the measurement.',
    ko: '측정 전에 계획 단계에서 계산한 값.',
  },
  'term.verdict': { en: 'Verdict', ko: '판정' },
  'means.verdict': {
    en: 'PASS: all that was asked for was seen. FAIL: sound, and a requirement was missed. INCONCLUSIVE: too few trials, or noise. INVALID: not to be trusted.',
    ko: '적합: 요구된 사항을 모두 확인. 부적합: 측정은 유효하나 요구사항 미충족. 판정 보류: 시험 횟수 부족 또는 오차 범위. 무효: 신뢰할 수 없음.',
  },
};

export const definitionIds = [
  'arm',
  'case',
  'processed',
  'throughput',
  'plateau',
  'percentile',
  'apdex',
  'slo',
  'replicaSeconds',
  'lag',
  'fair',
  'published',
  'predicted',
  'verdict',
] as const;
