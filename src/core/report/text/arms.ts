/** Arms, load and connections in words. */
export const armTexts = {
  'arm.fixed': { en: '{n} fixed pods', ko: '고정 파드 {n}개' },
  'arm.fixed.one': { en: '1 fixed pod', ko: '고정 파드 1개' },
  'arm.hpa': { en: 'HPA {min}–{max} at {target} % CPU', ko: 'HPA {min}~{max}개(CPU 목표 {target}%)' },
  'arm.scheduled': {
    en: 'HPA {min}–{max} at {target} % CPU, raised to {raised} {lead} s before the load',
    ko: 'HPA {min}~{max}개(CPU 목표 {target}%), 부하 {lead}초 전 {raised}개로 사전 확장',
  },
  'arm.manual': {
    en: '{n} pods, scaled by hand ({steps})',
    ko: '파드 {n}개, 수동 확장({steps})',
  },
  'arm.manual.step': { en: '{n} after {minutes} min', ko: '{minutes}분 후 {n}개' },
  'arm.pool': { en: '{arm}, both services share {pool}', ko: '{arm}, 두 서비스 공용 {pool}개' },
  'load.closed': {
    en: '{users} users, added over {ramp} s, each pausing {think} s after every request (closed)',
    ko: '동시 사용자 {users}명, {ramp}초에 걸쳐 증가, 요청 후 대기 {think}초(폐쇄형)',
  },
  'load.open': {
    en: 'arrivals up to {peak} journeys/s, {points} points, at most {users} users at once (open)',
    ko: '최대 초당 {peak}건 도착, {points}개 지점, 동시 사용자 최대 {users}명(개방형)',
  },
  'connections.per-request': { en: 'a new connection for each request', ko: '요청마다 새 연결' },
  'connections.keep': { en: 'connections are kept', ko: '연결 유지' },
  'connections.rotate': {
    en: 'a new connection after {min} to {max} requests',
    ko: '{min}~{max}건마다 새 연결',
  },
  'route.requests': { en: 'each request is balanced', ko: '요청 단위 분산' },
  'route.connections': { en: 'each connection is balanced', ko: '연결 단위 분산' },
};
