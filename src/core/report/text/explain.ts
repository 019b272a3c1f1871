/** Lines around the autoscaler's reasons in the terminal. */
export const explainTexts = {
  'explain.head': {
    en: '{trial}: {n} rounds, in seconds since the load started',
    ko: '{trial}: 판단 {n}회, 부하 시작 후 경과시간(초)',
  },
  'explain.unchanged': { en: '{replicas}, unchanged', ko: '{replicas}, 변경 없음' },
  'explain.again': {
    en: 'Computed again from the recorded inputs: {agreeing} of {n} rounds give the recorded replicas.',
    ko: '기록된 입력값으로 다시 계산: 판단 {n}회 중 {agreeing}회가 기록된 레플리카 수와 일치.',
  },
  'explain.none': {
    en: 'No autoscaler was at work in these recordings: their arms are fixed or scaled by hand.',
    ko: '이 기록에는 자동확장이 없다(고정 구성 또는 수동 확장).',
  },
};
