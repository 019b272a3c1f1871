/** What a person sees while trials run: the panel, its alarms, and the lines in its place. */
export const watchTexts = {
  'watch.trial': { en: 'trial {position} of {of}', ko: '시험 회차 {position}/{of}' },
  'watch.aboutLeft': { en: 'about {time} left', ko: '약 {time} 남음' },
  'watch.left': { en: '{time} left', ko: '{time} 남음' },
  'watch.course': { en: '{at} of {length}, {left} left', ko: '{length} 중 {at}, {left} 남음' },

  'phase.bringing up': { en: 'bringing up', ko: '기동 중' },
  'phase.settling': { en: 'settling', ko: '안정 대기' },
  'phase.load': { en: 'load', ko: '부하' },
  'phase.grace': { en: 'grace', ko: '잔여 응답' },
  'phase.stopping': { en: 'stopping', ko: '중단 중' },
  'phase.taking down': { en: 'taking down', ko: '정리 중' },

  'watch.users': { en: 'users', ko: '사용자' },
  'watch.users.planned': { en: '{users} of {planned} planned', ko: '{users}명(계획 {planned}명)' },
  'watch.users.over': { en: '{users}, the plan is over', ko: '{users}명, 계획된 부하 종료' },
  'watch.users.open': {
    en: '{users} of at most {most}, {rate} journeys/s planned',
    ko: '{users}명(최대 {most}명), 계획 {rate}건/초',
  },
  'watch.throughput': { en: 'TPS', ko: '처리량' },
  'watch.perSecond': { en: '{rate}/s', ko: '{rate}건/초' },
  'watch.p95': { en: '{p95} s', ko: '{p95}초' },
  'watch.slo': { en: 'SLO {slo} s', ko: '목표 {slo}초' },
  'watch.errors': { en: 'errors', ko: '오류' },
  'watch.errors.all': { en: '{failed} of {requests} in all', ko: '전체 {requests}건 중 {failed}건' },
  'watch.idle': { en: 'host {share} idle', ko: '장비 유휴 {share}' },
  'watch.replicas': { en: 'replicas', ko: '파드' },
  'watch.replicas.ready': {
    en: '{service} {ready} Ready of {desired} wanted',
    ko: '{service} 준비 {ready}/요구 {desired}',
  },
  'watch.replicas.created': { en: '{created} there', ko: '생성 {created}' },
  'watch.replicas.unseen': { en: '{service} not seen yet', ko: '{service} 아직 미관측' },
  'watch.ago': { en: '{time} ago', ko: '{time} 전' },
  'watch.more': { en: '{n} more', ko: '외 {n}건' },

  'alarm.waiting': {
    en: '{pod} is not Ready for more than {seconds} s (declared start-up: {declared} s)',
    ko: '{pod}: {seconds}초 넘게 준비되지 않음(계획된 기동 시간 {declared}초)',
  },
  'alarm.errors': {
    en: '{share} of the requests fail (over {most})',
    ko: '오류율 {share}, 한도 {most} 초과',
  },
  'alarm.slo': {
    en: 'p95 {p95} s is over the SLO of {slo} s',
    ko: 'p95 {p95}초, 목표 {slo}초 초과',
  },
  'alarm.users': {
    en: '{active} users are active and {planned} are planned',
    ko: '활성 사용자 {active}명, 계획 {planned}명과 다름',
  },
  'alarm.generator': {
    en: 'the generator is late: k6 missed {late} of its last {of} one-second marks',
    ko: '부하 발생기 지연: k6가 최근 1초 표시 {of}회 중 {late}회를 놓침',
  },

  'line.warmUp': {
    en: '{trial}: {length} of load that nothing counts',
    ko: '{trial}: 예비 부하 {length}(집계하지 않음)',
  },
  'line.warmUp.failed': {
    en: '{trial} failed ({where}: {why}); going on without it',
    ko: '{trial} 실패({where}: {why}). 예비 부하 없이 계속',
  },
  'line.block': { en: 'Block {block}:', ko: '블록 {block}:' },
  'line.kept': { en: '{trial}: complete already, kept', ko: '{trial}: 이미 완료되어 그대로 사용' },
  'line.pods': { en: '{ready}/{desired} pods Ready', ko: '파드 {ready}/{desired} 준비' },
  'line.users': { en: '{n} users', ko: '사용자 {n}명' },
  'line.failures': { en: '{n} failed', ko: '오류 {n}건' },
  'line.processed': { en: '{n} processed', ko: '처리 {n}건' },
  'line.mean': { en: 'mean {mean} s', ko: '평균 {mean}초' },
  'line.unanswered': { en: 'no answers', ko: '응답 없음' },
};
