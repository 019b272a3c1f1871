import type { Lang } from '../format.ts';

/**
 * Warnings and checks by code, in the languages that the record itself does not hold. Braces name the facts.
 * A code without an entry is printed in English.
 */
export const codeTexts: Record<string, Partial<Record<Lang, string>>> = {
  'trials-missing': {
    ko: '계획된 시험 {planned}회 중 {missing}회의 기록이 없다. --resume 옵션으로 다시 실행해야 한다.',
  },
  'trials-share-a-cluster': {
    ko: '{case}의 시험 {trials}회가 클러스터 {clusters}개에서 수행되어 서로 독립이 아니다. 클러스터의 고유한 특성이 산포에 나타나지 않으며, 결과는 그 클러스터에 한정된다. 반복마다 새 클러스터를 사용해야 한다.',
  },
  'trials-added': {
    ko: '{before}회로 이미 판정이 가능한 상태에서 반복 {added}회를 추가하였다. 차이가 나올 때까지 추가하면 5%보다 자주 우연한 차이를 얻는다. 주장하려면 횟수를 미리 정해야 한다.',
  },
  'trial-repeated': {
    ko: '{trial} 집계 제외({why}, 당시 처리량 {perSecond}건/초): 측정 결과가 아니라 장비 상태만을 기준으로 {by} 회차를 대신 집계하였으며 기록은 보존되어 있다.',
  },
  'host-slowed': {
    ko: '장비의 고정 작업 시간이 시험 전후에 캠페인 최단값({bestMs}ms)보다 {slowerPercent}% 길어, 측정값이 다른 시험보다 낮을 수 있다. 유휴 장비에서 수행해야 한다.',
  },
  'host-in-use': {
    ko: '부하가 없는 시험 전후에도 전체 시간의 {pressurePercent}% 동안 프로세스가 장비 CPU를 기다렸다. 다른 프로그램이 실행 중이었으므로 종료해야 한다.',
  },
  'host-throttled': {
    ko: '부하 발생기가 실행된 컨테이너가 시험 중 CPU 할당량 때문에 {seconds}초 동안 제한되었다. CPU를 더 할당해야 한다.',
  },

  'plan-unknown': {
    ko: '계획 정보 없이 가져온 요청 기록이므로 어떤 부하를 어디에 주었는지 알 수 없다. 참고할 수는 있으나 근거로 삼을 수 없다.',
  },
  'plan-changed': {
    ko: 'plan.json이 실제 수행된 계획과 다르다(해시 {found}, 기록 종료 시 {expected}). 원본 기록을 사용해야 한다.',
  },
  'not-predicted-connections-kept': {
    ko: '예측하지 않았다. 연결 단위로 분산하고 연결을 유지하면 나중에 추가된 파드는 요청을 받지 못하는데, 예측 모형은 모든 파드가 요청을 나누어 받는다고 본다. 예측하려면 요청 단위로 분산하거나 연결을 갱신해야 한다.',
  },
  'not-predicted-demand-unknown': {
    ko: '예측하지 않았다. 요청 하나가 서비스의 CPU를 얼마나 쓰는지 알 수 없다. 예측하려면 경로마다 cpuMs를 지정해야 한다.',
  },
  state: { ko: '시험이 끝까지 수행되었다.' },
  'not-completed': {
    ko: '시험이 완료되지 않았다({where}): {message}. --resume 옵션으로 다시 실행해야 한다.',
  },
  data: { ko: '부하 시간 안에 요청 {started}건이 시작되어 {processed}건이 정상 종료되었다.' },
  'requests-lost': {
    ko: '모든 요청이 기록되지 않아({message}) 건수와 백분위가 일부만 반영한다. 시험을 다시 수행해야 한다.',
  },
  'no-requests': {
    ko: '부하 시간 안에 시작된 요청이 없어 판정할 것이 없다. 기록의 k6.stderr.log를 확인해야 한다.',
  },
  'nothing-processed': {
    ko: '요청 {started}건이 모두 실패하여 응답시간을 말할 수 없다. 시험의 오류를 확인해야 한다.',
  },
  'few-requests': {
    ko: 'p99는 요청 {processed}건 중 가장 느린 {slowest}건에 근거한다. 시험이 길수록 확실해진다.',
  },
  'requests-before-load': {
    ko: '요청 {requests}건이 부하 시작보다 1초 이상 먼저 시작되어 제외하였다. 다른 부하가 있었거나 시계가 서로 다르다.',
  },
  clock: { ko: '시험 중 시계 변동은 {seconds}초였다.' },
  'clock-jumped': {
    ko: '시험 중 시계가 {seconds}초 변경되어 시점 정보를 신뢰할 수 없다. 시계를 변경하지 않고 다시 수행해야 한다.',
  },
  'start-state': {
    ko: '부하 시작 시 준비된 파드 수가 계획과 같았다({states}). 파드 경과시간 {youngestSeconds}~{oldestSeconds}초.',
  },
  'start-state-not-observed': {
    ko: '부하 시작 시 파드 수가 관측되지 않아({services}) 시작 상태를 확인할 수 없다.',
  },
  'start-state-differs': {
    ko: '부하 시작 시 준비된 파드 수({states})가 구성의 시작값({planned})과 달라 다른 구성을 측정한 것이다. 다시 수행하고, 반복되면 플랫폼 자원을 확인해야 한다.',
  },
  'pods-got': { ko: '요청된 파드가 모두 준비되었다(최대 {got}개).' },
  'pods-crashing': {
    ko: '파드 {pods}개가 계속 종료되어({pod}: {reason}) 구성이 요청한 수보다 적은 파드로 측정되었다. 마지막 로그는 시험 기록에 있다. 서비스를 수정하거나 메모리를 늘린 뒤 다시 시험해야 한다.',
  },
  'pods-without-room': {
    ko: '구성이 요청한 파드 {asked}개 중 {pods}개가 배치될 자리가 없어({pod}: {reason}) 이름과 다른 구성이 측정되었다. 노드를 늘리거나 파드 수 또는 크기를 줄여야 한다.',
  },
  'pods-never-ready': {
    ko: '구성이 요청한 파드 {asked}개 중 {pods}개가 끝내 준비되지 않아({pod}: {reason}) 이름과 다른 구성이 측정되었다. 시험 기록의 이벤트와 마지막 로그를 확인해야 한다.',
  },
  'pods-not-made': {
    ko: '구성이 요청한 파드 {pods}개가 15초 넘게 생성되지 않아({reason}) 이름과 다른 구성이 측정되었다. 구성에 없는 할당량이나 정책이 생성을 막고 있다.',
  },
  'pool-was-full': {
    ko: '파드 {pool}개의 공유 풀이 최대 {pods}개의 생성을 거부하였다. 이 구성이 의도한 것이다.',
  },
  'pods-restarted': {
    ko: '부하 중 컨테이너 {pods}개가 스스로 종료되어 다시 시작되었고({pod}: {reason}) 그동안 처리 용량이 부족하였다. 마지막 로그는 시험 기록에 있다.',
  },
  'planned-users': { ko: '부하 증가 후 활성 사용자는 계획 {planned}명 중 {least}~{most}명이었다.' },
  'users-not-observed': {
    ko: '부하 증가 후 {seconds}초 중 {seen}초만 활성 사용자 수가 관측되어 부하를 확인할 수 없다.',
  },
  'users-off-plan': {
    ko: '부하 증가 후 {seconds}초 중 {off}초 동안 활성 사용자({least}~{most}명)가 계획({planned}명)과 달랐다. 기록의 k6.stderr.log를 확인해야 한다.',
  },
  'planned-arrivals': {
    ko: '계획 {planned}건 중 {started}건이 시작되었고 {dropped}건({droppedPercent}%)은 모든 사용자가 대기 중이어서 시작되지 못했다(미수용 수요).',
  },
  'starts-not-observed': { ko: '이용 시작 시점이 기록되지 않아 부하 발생기의 계획 준수를 확인할 수 없다.' },
  'generator-late': {
    ko: '부하 발생기가 지연되었다. 대기 중인 사용자가 있는데도 연속 {seconds}초 동안 계획된 이용 최대 {backlog}건이 시작되지 않았다. k6에 CPU를 더 주거나 부하를 줄여야 한다.',
  },
  'drops-with-idle-users': {
    ko: '대기 중인 사용자가 있는데도 이용 {journeys}건이 누락되어 모두 미수용 수요는 아니다. 기록의 k6.stderr.log를 확인해야 한다.',
  },
  generator: {
    ko: 'k6는 {hostCores}코어 중 {generatorCores}코어를 사용하였고 장비 유휴율은 {meanIdlePercent}%였다.',
  },
  'generator-not-observed': { ko: '부하 발생기와 장비의 CPU가 관측되지 않아 자원 부족 여부를 알 수 없다.' },
  'generator-starved': {
    ko: 'k6가 전체 초의 {latePercent}%에서 0.1초 넘게 지연되어 사용자가 플랫폼이 아니라 k6를 기다렸다. 다른 프로그램을 종료하거나 부하를 줄이거나 {hostCores}코어보다 큰 장비를 사용해야 한다.',
  },
  'pods-starved-by-host': {
    ko: '전체 초의 {busyPercent}%에서 장비 유휴 CPU가 5% 미만이고 과부하 파드가 할당량의 {deliveredPercent}%만 받아 장비가 한계였다. 다른 프로그램을 종료하거나 {hostCores}코어보다 큰 장비를 사용해야 한다.',
  },
  'generator-at-its-limit': {
    ko: 'k6가 전체 초의 {limitPercent}%에서 {hostCores}코어의 80%를 넘게 사용하여 계획대로 보낼 수 없었다. 부하를 줄이거나 더 큰 장비를 사용해야 한다.',
  },
  'generator-out-of-memory': {
    ko: 'k6 메모리가 장비 {hostMebibytes}MiB 중 {rssMebibytes}MiB까지 늘어 지연이 발생한다. 부하를 줄이거나 메모리가 더 큰 장비를 사용해야 한다.',
  },
  'generator-host-busy': {
    ko: '전체 초의 {busyPercent}%에서 장비 유휴 CPU가 5% 미만이었다. k6는 시간을 지켰으나 가장 느린 요청은 장비를 기다렸을 수 있다.',
  },
  'node-without-idle-cpu': {
    ko: '노드 {nodes}개의 유휴 CPU가 5% 미만인 때가 있었다({node}: 전체 초의 {busyPercent}%). 파드가 할당량뿐 아니라 노드를 기다렸다. 다른 작업을 옮기거나 더 큰 노드를 사용해야 한다.',
  },
  'host-steal': {
    ko: '하이퍼바이저가 CPU 시간의 {stealPercent}%를 다른 가상머신에 주어 시험 결과가 달라질 수 있다.',
  },
  share: {
    ko: '파드 {pods}개가 모두 요청을 처리하였다. 준비된 동안의 최소값은 균등 몫의 {leastPercent}%이다.',
  },
  'share-not-observed': {
    ko: '응답한 파드는 {answering}개, 준비 상태는 {pods}개만 관측되어 모든 파드가 요청을 받았는지 확인할 수 없다.',
  },
  'share-is-the-factor': {
    ko: '준비된 파드 {pods}개 중 {pinned}개가 30초 동안 균등 몫의 4분의 1 미만을 처리하였다(이 시험의 목적).',
  },
  'pods-pinned-as-planned': {
    ko: '준비된 파드 {pods}개 중 {pinned}개가 30초 동안 균등 몫의 4분의 1 미만을 처리하였다({pod}: {fromSeconds}초부터 {sharePercent}%). 이 시험의 목적이다.',
  },
  'share-hardly-judged': {
    ko: '30초 동안 균등 몫의 4분의 1 미만에 머문 파드는 없으나, 파드 {pods}개 중 {idle}개가 10초 동안 그러하였다.',
  },
  'pods-idle-for-a-while': {
    ko: '준비된 파드 {pods}개 중 {idle}개가 10초 동안 균등 몫의 4분의 1 미만을 처리하였으나, 시험이나 그 시간이 짧아 고정되었다고 판정할 수 없다. 부하 시간을 늘려 다시 시험해야 한다.',
  },
  'pods-pinned': {
    ko: '준비된 파드 {pods}개 중 {pinned}개가 30초 동안 균등 몫의 4분의 1 미만을 처리하였다({pod}: {fromSeconds}초부터 {sharePercent}%). 연결이 유지되어 추가 파드가 부하를 받지 못한 것이다. 요청 단위로 분산하거나(--route requests) 연결을 갱신해야 한다(--connections rotate:5-15).',
  },
  'error-rate': { ko: '요청 {started}건 중 {failed}건이 실패하였다({errorPercent}%).' },
  'error-rate-high': {
    ko: '요청의 {errorPercent}%가 실패하였다(주요 원인 {first}). 응답시간은 나머지 요청만의 값이며, 거부된 요청만큼 부하가 줄었다.',
  },
  'hpa-sees': { ko: '부하 중 HPA 판단 {rounds}회 중 {blind}회가 준비되지 않은 파드 때문에 거부되었다.' },
  'hpa-blinded': {
    ko: '부하 중 HPA 판단 {rounds}회 중 {blind}회는 준비되지 않은 과부하 파드를 계산에서 제외하였다.',
  },
  'unready-pods-blind-the-hpa': {
    ko: '준비되지 않은 파드가 HPA를 가렸다. 부하 중 판단 {rounds}회 중 {blind}회({times})에서 과부하로 준비 상태 점검에 실패한 파드가 최대 {leftOut}개(전체 {pods}개) 제외되었다. 포함하였다면 CPU는 {utilizationPercent}%이고 레플리카를 최대 {proposed}개까지 요청했을 것이다. 점검 시간을 늘리지 않으면(TCP, timeoutSeconds 5) 구성이 아니라 점검 설정을 평가하게 된다.',
  },
  observers: { ko: '관측 실패 {failed}건, 관측값 없음 {silent}건({names}).' },
  'observer-failed': { ko: '{name} 관측이 실패하여 이후 값이 없다: {message}.' },
  'not-observed': { ko: '{name} 기록이 없어 이에 근거한 수치가 없다.' },

  'whole-second-stamps': {
    ko: '기록의 시각이 초 단위이므로 요청 시점이 실제보다 최대 1초 앞설 수 있다. 응답시간은 영향이 없다. 기록 시 K6_CSV_TIME_FORMAT=unix_micro를 설정해야 한다.',
  },
  'requests-without-wait': {
    ko: '요청 {requests}건 중 {alone}건은 행이 떨어져 있어(정렬·병합된 파일) 연결 대기가 0으로 계산되어 실제보다 빠르게 보인다. k6가 만든 파일을 그대로 사용해야 한다.',
  },
  'rows-unreadable': {
    ko: '{rows}행 중 {unreadable}행을 읽을 수 없어 제외하였다. 첫 번째는 {firstRow}행이다. k6가 만든 파일을 그대로 사용해야 한다.',
  },
  'text-between-rows': { ko: '행이 아닌 {textLines}줄(k6 요약 출력)을 제외하였다.' },
  'last-row-cut': {
    ko: '마지막 행이 {bytes}바이트에서 끊겨 제외하였다. 기록 중 중단되어 끝부분이 없다.',
  },
  'too-many-names': {
    ko: '{overflowed}행의 경로·오류·파드 이름이 처음 {most}개를 넘어 ‘(other)’로 표시된다. 식별자가 포함된 주소에는 이름을 지정해야 한다.',
  },
  'recording-cut': { ko: '{file}의 마지막 줄이 끊겨 제외하였다. 기록 중 시험이 중단되었다.' },
  'recording-damaged': {
    ko: '{file}의 {lines}줄을 읽을 수 없어 제외하였으며, 이에 근거한 수치에 반영되지 않았다.',
  },
  'request-log-cut': { ko: '{path} 파일이 중간에 끝나 마지막 요청이 없다. 남은 기록만 사용하였다.' },
  'request-log-damaged': {
    ko: '{path}의 {unreadable}행을 읽을 수 없어 모든 수치에서 요청이 빠졌다. 시험을 다시 기록해야 한다.',
  },
  'compressed-stream-cut': {
    ko: '{path} 압축 파일이 손상되어 이후 내용이 없다. 원본에서 다시 복사해야 한다.',
  },
};
