/** The capacity check: its verdicts, its table, and a sentence for whatever was found. */
export const checkTexts = {
  'check.title': { en: 'Capacity check', ko: '성능 회귀 점검' },
  'check.sides': { en: '{candidate} against {baseline}', ko: '{candidate}, 기준 {baseline}' },
  'check.trials': {
    en: 'trials: {candidate} against {baseline}',
    ko: '시험 {candidate}회, 기준 {baseline}회',
  },
  'check.PASS': {
    en: 'no loss as large as the threshold, in any figure that decides',
    ko: '판정 항목 모두 허용 한도 이상의 저하가 없다',
  },
  'check.FAIL': {
    en: 'a capacity regression: told from noise, and as large as its threshold',
    ko: '성능 저하가 확인되었다. 우연한 변동으로 볼 수 없고 허용 한도에 이른다',
  },
  'check.INCONCLUSIVE': {
    en: 'a regression was neither found nor excluded',
    ko: '성능 저하가 확인되지도 배제되지도 않았다',
  },
  'check.INVALID': {
    en: 'the two may not be compared, or a measurement is not to be trusted',
    ko: '두 결과를 비교할 수 없거나 측정을 신뢰할 수 없다',
  },

  'check.column.figure': { en: 'Figure', ko: '항목' },
  'check.column.baseline': { en: 'Baseline', ko: '기준' },
  'check.column.candidate': { en: 'Candidate', ko: '대상' },
  'check.column.change': { en: 'Change', ko: '변화' },
  'check.column.interval': { en: 'Interval', ko: '신뢰구간' },
  'check.column.threshold': { en: 'Threshold', ko: '허용 한도' },
  'check.column.detectable': { en: 'Detectable', ko: '검출 가능' },
  'check.column.finding': { en: 'Finding', ko: '판정' },

  'check.finding.worse': { en: 'worse', ko: '저하' },
  'check.finding.better': { en: 'better', ko: '향상' },
  'check.finding.equal': { en: 'equal', ko: '동등' },
  'check.finding.not-worse': { en: 'not worse', ko: '저하 없음' },
  'check.finding.not-better': { en: 'undecided', ko: '판정 보류' },
  'check.finding.undecided': { en: 'undecided', ko: '판정 보류' },
  'check.finding.unobserved': { en: 'not observed', ko: '미관측' },
  'check.warns': { en: '{finding} (warns only)', ko: '{finding}(경고만)' },

  'check.says.worse': {
    en: '{figure} went from {baseline} to {candidate}: {change}{interval}. That is told from noise, and the threshold is {threshold}.',
    ko: '{figure}: 기준 {baseline}, 대상 {candidate}, 변화 {change}{interval}. 우연한 변동으로 볼 수 없고 허용 한도({threshold})에 이른다.',
  },
  'check.says.better': {
    en: '{figure} improved from {baseline} to {candidate}: {change}{interval}. Accept it as the new baseline, or it may be lost again unseen.',
    ko: '{figure}: 기준 {baseline}, 대상 {candidate}, 변화 {change}{interval}로 향상되었다. 새 기준으로 등록하지 않으면 이후의 저하를 알아채지 못할 수 있다.',
  },
  'check.says.undecided': {
    en: '{figure}: {change}{interval}, which does not exclude {threshold} or worse. {detectable} {needed}',
    ko: '{figure}: 변화 {change}{interval}. 허용 한도({threshold}) 이상의 저하를 배제할 수 없다. {detectable} {needed}',
  },
  'check.says.few': {
    en: 'So few trials ({trials}) can show no change of any size. About {n} of each would decide.',
    ko: '{trials}로는 어떤 변화도 검출할 수 없다. 각각 약 {n}회면 판정할 수 있다.',
  },
  'check.says.unobserved': {
    en: '{figure} was observed in {candidate} of the trials and in {baseline} of the baseline’s, so nothing can be said of it. Switch it off in the thresholds if it cannot be had.',
    ko: '{figure}: 대상 {candidate}회, 기준 {baseline}회에서만 관측되어 판정할 수 없다. 관측할 수 없는 항목이면 점검 대상에서 제외해야 한다.',
  },
  'check.says.passed': {
    en: '{figure}: {change}{interval}, which excludes {threshold} or worse.',
    ko: '{figure}: 변화 {change}{interval}. 허용 한도({threshold}) 이상의 저하가 배제된다.',
  },
  'check.says.untrusted': {
    en: '{trial} ({side}) is INVALID: {reason} Measure it again before anything is compared.',
    ko: '{trial}({side})은 무효이다: {reason} 다시 측정한 뒤 비교해야 한다.',
  },
  'check.says.doubt': { en: '{trial} ({side}): {reason}', ko: '{trial}({side}) 참고: {reason}' },
  'check.says.refused': {
    en: 'Not compared, because the two are not alike: {reason}. Measure both alike, or accept a new baseline.',
    ko: '조건이 달라 비교하지 않는다: {reason}. 같은 조건에서 다시 측정하거나 새 기준을 등록해야 한다.',
  },
  'check.says.missing': {
    en: 'The baseline has this case and the candidate does not, so its capacity is unknown. Measure it, or check only some cases with --cases.',
    ko: '기준에는 있으나 대상에는 없는 시험이어서 성능을 알 수 없다. 측정하거나 --cases 옵션으로 점검할 시험을 지정해야 한다.',
  },
  'check.says.new': {
    en: 'The baseline does not have this case: there is nothing to compare it with until one is accepted.',
    ko: '기준에 없는 새 시험이다. 기준으로 등록되기 전에는 비교할 대상이 없다.',
  },
  'check.detectable': {
    en: 'As they scatter, {trials} trials could show a change of {detectable} (80 % power).',
    ko: '현재 변동 폭에서 {trials}로는 {detectable}의 변화를 검출할 수 있다(검정력 80%).',
  },
  'check.detectable.none': {
    en: '{trials} trials could show no change of any size.',
    ko: '{trials}로는 어떤 변화도 검출할 수 없다.',
  },
  'check.trialsOf': {
    en: '{candidate} against {baseline}',
    ko: '시험 {candidate}회와 기준 {baseline}회',
  },
  'check.needed': { en: 'About {n} of each would decide it.', ko: '각각 약 {n}회면 판정할 수 있다.' },
  'check.needed.many': {
    en: 'More than a hundred of each would be needed: it lies too near its threshold, or scatters too much for it.',
    ko: '각각 100회를 넘게 시험해야 한다. 허용 한도에 너무 가깝거나 변동이 너무 크다.',
  },
  'check.interval': { en: ' ({low} to {high}, {confidence})', ko: '({low}~{high}, {confidence})' },
  'check.side.baseline': { en: 'baseline', ko: '기준' },
  'check.side.candidate': { en: 'candidate', ko: '대상' },
  'check.more': { en: 'And {n} more; the table has all of them.', ko: '외 {n}건은 표에서 볼 수 있다.' },
  'check.note': {
    en: 'The risk of any false alarm is at most {risk} over the {n} figures that decide. Threshold: loss from which on it is a regression. Detectable: found with 80 % power, as these trials scatter.',
    ko: '판정 항목 {n}개 전체에서 한 번이라도 잘못 저하로 판정할 위험은 {risk} 이하이다. 허용 한도: 이 크기부터 성능 저하로 본다. 검출 가능: 현재 변동 폭에서 80%의 검정력으로 찾을 수 있는 변화.',
  },
  'check.nothing': { en: 'Nothing was compared.', ko: '비교한 항목이 없다.' },
  'check.new': { en: 'no baseline', ko: '기준 없음' },
};
