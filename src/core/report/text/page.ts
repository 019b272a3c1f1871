/** Headings and sentences of the page around tables and charts. */
export const pageTexts = {
  'page.preset': { en: 'preset', ko: '프리셋' },
  'page.seed': { en: 'seed', ko: '난수 시드' },
  'section.reference': { en: 'Measured, predicted, published', ko: '측정·예측·공표값 비교' },
  'section.phases': { en: 'By number of Ready pods', ko: '준비된 파드 수별 구간' },
  'section.course': { en: 'Course of the trials', ko: '시간별 추이' },
  'column.check': { en: 'Check', ko: '점검 항목' },
  'column.seen': { en: 'What was seen', ko: '확인 내용' },
  'column.pods': { en: 'Pods', ko: '파드' },
  'column.period': { en: 'Period', ko: '구간' },
  'phase.pods': { en: '{n} pods', ko: '파드 {n}개' },
  'phase.pod': { en: '1 pod', ko: '파드 1개' },
  'course.completed': {
    en: 'Requests completed a second over {length}',
    ko: '초당 완료 요청({length})',
  },
  'course.most': { en: 'most in a second', ko: '초당 최대' },
  'checks.passed': { en: '{n} checks passed', ko: '점검 {n}건 통과' },
};
