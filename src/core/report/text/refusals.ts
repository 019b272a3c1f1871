import type { Lang } from '../format.ts';

/** Why two cases may not be compared, by code; the comparison itself holds it in English. */
export const refusalTexts: Record<string, Partial<Record<Lang, string>>> = {
  'no-plan': { ko: '계획 정보가 없는 기록이 있어 어떤 부하를 주었는지 알 수 없음' },
  'target-differs': { ko: '시험 대상 환경이 다름({one} / {other})' },
  'arm-differs': { ko: '구성이 다름({one} / {other})' },
  'limits-differ': { ko: '응답시간 기준이 다름({one} / {other})' },
  'length-differs': { ko: '부하 시간이 다름({one}초 / {other}초)' },
  'scenario-differs': { ko: '시나리오가 다름({one} / {other})' },
  'profile-differs': { ko: '부하 형태가 다름({one} / {other})' },
  'visits-differs': { ko: '이용 절차의 경로별 호출 횟수가 다름({one} / {other})' },
  'beside-differs': { ko: '함께 주는 부하가 다름({one} / {other})' },
  'connections-differs': { ko: '연결 방식이 다름({one} / {other})' },
  'route-differs': { ko: '부하 분산 방식이 다름({one} / {other})' },
  'service-differs': { ko: '{service} 서비스의 {setting} 설정이 다름({one} / {other})' },
  'k6-differs': { ko: 'k6 버전이 다름({one} / {other})' },
  'kubernetes-differs': { ko: 'Kubernetes 버전이 다름({one} / {other})' },
  'processor-differs': { ko: '프로세서가 다름({one} / {other})' },
  'script-differs': { ko: '시나리오 스크립트가 다름({one} / {other})' },
  'host-speed-differs': { ko: '장비의 고정 작업 시간이 다름({one}ms / {other}ms)' },
  'cores-differs': { ko: '코어 수가 다름({one} / {other})' },
};
