import type { HpaError, ScalingPolicy } from '../model/hpa.ts';
import { type Phrases, type ReasonOf, ratioText, shortened } from './phrases.ts';

const labels: Readonly<Record<string, string>> = { cpu: 'CPU', memory: '메모리' };

function policyText(policy: ScalingPolicy, direction: 'up' | 'down'): string {
  const unit = policy.type === 'Percent' ? '%' : '개';
  return `${policy.periodSeconds}초당 ${direction === 'up' ? '+' : '−'}${policy.value}${unit}`;
}

const errorTexts: Record<HpaError['code'], string> = {
  NO_METRICS_FROM_API: '메트릭 API에 표본이 없음',
  NO_PODS: '셀렉터에 맞는 파드가 없음',
  NO_USABLE_METRICS: '계산에 쓸 수 있는 파드의 표본이 없음(준비 전이거나 아직 측정되지 않음)',
  MISSING_REQUEST: '자원 요청량(request)이 없는 컨테이너가 있음',
  NO_METRICS_MATCH_PODS: '측정된 파드의 요청량 합이 0임',
  MISSING_CONTAINER: '지정한 컨테이너가 없음',
  INVALID_METRIC_SOURCE: '목표값이 없음',
  INVALID_SELECTOR: '셀렉터가 없거나 잘못됨',
  AMBIGUOUS_SELECTOR: '같은 파드를 여러 HPA가 선택함',
  FAILED_GET_SCALE: '현재 레플리카 수를 읽지 못함',
  FAILED_UPDATE_SCALE: '레플리카 수를 쓰지 못함',
};

function errorText(error: HpaError): string {
  return `${errorTexts[error.code]} (${error.code})`;
}

function limitText(reason: ReasonOf<'limited'>): string {
  const way = reason.direction === 'up' ? '확장' : '축소';
  const wanted = `(필요 ${reason.from}개)`;
  switch (reason.by) {
    case 'max':
      return `maxReplicas에 따라 ${reason.to}개로 제한 ${wanted}`;
    case 'min':
      return `minReplicas에 따라 ${reason.to}개로 올림 ${wanted}`;
    case 'disabled':
      return `${way} 방향이 비활성화되어 ${reason.to}개 유지 ${wanted}`;
    case 'legacy-rate':
      return `이번 주기에는 ${reason.to}개로 제한: behavior가 없으면 한 번에 두 배 또는 4개까지만 늘어남 ${wanted}`;
    case 'policy': {
      const policy = reason.policy === null ? '' : `(${policyText(reason.policy, reason.direction)})`;
      const start =
        reason.periodStartReplicas === null ? '' : `, 해당 구간 시작 시 ${reason.periodStartReplicas}개`;
      return `${way} 정책${policy}에 따라 ${reason.to}개로 제한${start} ${wanted}`;
    }
  }
}

const countedAs = {
  zero: '확장 방향이므로 0으로 계산',
  request: '축소 방향이므로 요청량의 100%로 계산',
  target: '축소 방향이므로 목표값과 같은 값으로 계산',
  'left-out': '계산에서 제외',
} as const;

export const korean: Phrases = {
  label: (resource, container) =>
    `${container === null ? '' : `컨테이너 ${container}의 `}${labels[resource] ?? resource}`,
  utilization: ({ label, value, target }) => `${label} 사용률(요청량 대비) ${value}, 목표 ${target}`,
  average: ({ label, value, target }) => `${label} 파드당 평균 ${value}, 목표 ${target}`,
  ratio: (used, first) =>
    first === null ? `비율 ${used}` : `비율 ${first}, 측정값을 쓸 수 없는 파드까지 넣으면 ${used}`,
  product: (ratio, multiplier, product, count) =>
    `ceil(${ratio} × ${multiplier}${product === null ? '' : ` = ${product}`}) = 레플리카 ${count}개`,
  unchanged: (count) => `레플리카 ${count}개에서 변화 없음`,
  pods: (names) => {
    const { shown, more } = shortened(names);
    return `파드 ${shown}${more === 0 ? '' : ` 외 ${more}개`}`;
  },
  reason: {
    failed: ({ error }) => `결정하지 못한 주기: ${errorText(error)}`,
    'scaling-disabled': () => '대상의 레플리카가 0이어서 자동 확장이 꺼져 있음',
    'above-max': (reason) =>
      `현재 ${reason.currentReplicas}개는 maxReplicas보다 많음: 메트릭과 관계없이 ${reason.maxReplicas}개로 설정`,
    'below-min': (reason) =>
      `현재 ${reason.currentReplicas}개는 minReplicas보다 적음: ${reason.minReplicas}개로 설정`,
    'metric-refused': ({ error }, label) => `${label}: 값을 계산할 수 없음, ${errorText(error)}`,
    'scale-down-blocked': (reason) =>
      `${reason.proposed}개로 줄이지 않음: 계산하지 못한 메트릭이 있어 축소가 안전한지 알 수 없음`,
    'metrics-missing': (reason, label, pods) =>
      `${pods}의 ${label} 값이 없음: ${countedAs[reason.countedAs]}`,
    'unready-pods': (reason, label, pods) =>
      `아직 준비되지 않은 ${pods}의 ${label}: ${reason.countedAs === 'zero' ? countedAs.zero : countedAs['left-out']}`,
    'ignored-pods': (_reason, label, pods) => `종료 중이거나 실패한 ${pods}의 ${label}: 무시`,
    'stray-samples': (_reason, label, pods) => `목록에 없는 ${pods}의 ${label} 표본이 있음`,
    'within-tolerance': (reason, label) =>
      `${label} 허용 오차 이내: 비율 ${ratioText(reason.ratio)}, 범위 ${ratioText(reason.low)}–${ratioText(reason.high)}`,
    'direction-flipped': (reason, label) =>
      `${label}의 방향이 불분명: 측정값을 쓸 수 없는 파드까지 넣으면 비율이 ${ratioText(reason.firstRatio)}에서 ${ratioText(reason.ratio)}(으)로 바뀜`,
    'count-contradicts': (reason, label) =>
      `${label}의 방향이 불분명: 비율은 ${ratioText(reason.ratio)}인데 계산된 수는 ${reason.replicas}개`,
    stabilized: (reason) =>
      `${reason.direction === 'up' ? '확장' : '축소'} 안정화 구간 ${reason.windowSeconds}초에 따라 ${reason.to}개 유지: 구간 안의 ${reason.direction === 'up' ? '최저' : '최고'} 권고가 ${reason.recommendation}개 (필요 ${reason.from}개)`,
    limited: limitText,
  },
  rescaled: (from, to) => `레플리카 ${from}개 → ${to}개`,
  stayed: (at) => `레플리카 ${at}개 유지`,
  blind: ({ leftOut, pods, proposed, proposedWithThem, utilizationWithThem }) =>
    `가려짐: 준비 상태를 잃은 파드 ${leftOut.length}개(전체 ${pods}개)의 CPU가 제외됨. 포함하면 ${utilizationWithThem === null ? '' : `CPU ${utilizationWithThem} %, `}레플리카 ${proposedWithThem}개를 요청했을 것임(실제 ${proposed === null ? '없음' : `${proposed}개`})`,
  blinded: ({ service, blind, rounds, times, leftOut, pods, proposed, utilization }) =>
    `준비되지 않은 파드가 HPA를 가림(${service}): 판단 ${rounds}회 중 ${blind}회(${times})에서 준비 상태 점검에 실패한 파드가 최대 ${leftOut}개(전체 ${pods}개) 제외되었다. 포함하였다면 ${utilization === null ? '' : `CPU는 최대 ${utilization} %이고 `}레플리카를 최대 ${proposed}개까지 요청했을 것이다. 점검 시간을 늘리거나(TCP, timeoutSeconds 5) 사용자 요청보다 먼저 응답하게 해야 한다.`,
};
